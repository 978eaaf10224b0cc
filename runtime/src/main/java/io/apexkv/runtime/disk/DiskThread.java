package io.apexkv.runtime.disk;

import io.apexkv.kernel.base.Nullable;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * The disk's own thread: takes operations from a bounded queue, performs them, and puts them into
 * another for the event loop. Both queues have one producer and one consumer and room for every
 * operation there is, so neither is ever full.
 */
final class DiskThread {

  private static final long UNTIL_WOKEN = 0;

  private final SpscVarHandleArrayQueue<DiskOperation> asked;
  private final SpscVarHandleArrayQueue<DiskOperation> ended;
  private final Performer performer;
  private final Runnable wakeLoop;
  private final LongSupplier nanoTime;
  private final CreationPace pace = new CreationPace();
  private final Thread thread;

  /** Set while the thread waits or is about to; the loop then owes it a wake-up. */
  private volatile boolean waiting;

  private volatile boolean stopping;

  /** Set when nobody waits for the thread any more; it then begins nothing new. */
  private volatile boolean abandoned;

  /** Why the thread ended of itself, or null. */
  private volatile @Nullable Throwable failure;

  /** The file that is being made while other operations go on. */
  private @Nullable DiskOperation creating;

  /**
   * @param operations how many there are at most
   * @param wakeLoop called after an operation was put into {@code ended}
   */
  DiskThread(String name, int operations, Performer performer, Runnable wakeLoop) {
    this(name, operations, performer, wakeLoop, System::nanoTime);
  }

  /**
   * @param nanoTime the clock of a file's pace
   */
  DiskThread(
      String name, int operations, Performer performer, Runnable wakeLoop, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.asked = new SpscVarHandleArrayQueue<>(operations);
    this.ended = new SpscVarHandleArrayQueue<>(operations);
    this.performer = performer;
    this.wakeLoop = wakeLoop;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Hands over an operation; on the event loop's thread. */
  void ask(DiskOperation operation) {
    if (!asked.offer(operation)) {
      throw new IllegalStateException("the disk's queue has room for every operation");
    }
  }

  /** Lets the thread see what was asked. */
  void wake() {
    VarHandle.fullFence(); // what was asked is visible before the flag is read: see await()
    if (waiting) {
      LockSupport.unpark(thread);
    }
  }

  /** An operation that ended, or null; on the event loop's thread. */
  @Nullable
  DiskOperation pollEnded() {
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("the disk's thread ended of itself", failed);
    }
    return ended.poll();
  }

  boolean hasEnded() {
    return !ended.isEmpty() || failure != null;
  }

  /**
   * Ends what was asked, then the thread. Of a disk that hangs longer than this waits, what is
   * under way may still happen, at any time; what was asked after it never begins.
   *
   * @return whether the thread has ended; if not, what it uses has to be left to it
   */
  boolean close(Duration patience) {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join(patience);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    abandoned = true;
    return !thread.isAlive();
  }

  private void run() {
    try {
      performAll();
    } catch (Throwable failed) {
      failure = failed;
      wakeLoop.run();
    }
  }

  private void performAll() {
    while (!abandoned) {
      DiskOperation operation = asked.peek();
      if (operation != null && mayBegin(operation)) {
        asked.poll();
        perform(operation);
        makeWhatIsDue();
      } else if (operation != null || (creating != null && stopping)) {
        step(); // the next file, or who stops, waits for this one
      } else if (creating != null) {
        await(CreationPace.IDLE_NANOS);
        if (asked.isEmpty()) {
          pace.nothingAsked();
        }
        makeWhatIsDue();
      } else if (stopping) {
        return;
      } else {
        await(UNTIL_WOKEN);
      }
    }
  }

  /** Files are made one after the other. */
  private boolean mayBegin(DiskOperation operation) {
    return creating == null || operation.kind != DiskOperation.Kind.CREATE;
  }

  private void perform(DiskOperation operation) {
    if (performer.perform(operation)) {
      pace.transferred(operation.length);
      end(operation);
    } else {
      creating = operation;
      pace.begin(nanoTime.getAsLong());
    }
  }

  private void makeWhatIsDue() {
    while (creating != null && !abandoned && pace.isDue(nanoTime.getAsLong())) {
      step();
      if (!asked.isEmpty()) {
        pace.asked();
      }
    }
  }

  private void step() {
    DiskOperation creation = Objects.requireNonNull(creating, "a file is being made");
    boolean last = performer.step(creation);
    pace.made(nanoTime.getAsLong());
    if (last) {
      creating = null;
      end(creation);
    }
  }

  private void end(DiskOperation operation) {
    if (!ended.offer(operation)) {
      throw new IllegalStateException("the queue of completions has room for every operation");
    }
    wakeLoop.run();
  }

  private void await(long nanos) {
    waiting = true;
    // Looked at again after the flag is up: whoever asked before that may not have seen it.
    if (asked.isEmpty() && !stopping) {
      if (nanos == UNTIL_WOKEN) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    waiting = false;
  }
}
