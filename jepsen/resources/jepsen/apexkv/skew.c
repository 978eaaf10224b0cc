/* The clocks of one process, made wrong.
 *
 * As a library (gcc -shared -fPIC -o skew.so skew.c -ldl), loaded by LD_PRELOAD, it stands between a process and its clocks. As a program
 * (gcc -DTOOL -o skew skew.c) it says how wrong they are, in a file that both map (APEXKV_SKEW_FILE), while the process runs:
 *
 *   skew FILE set PPB MILLIS   both clocks run at PPB / 10^9 of the true rate; the wall clock jumps to MILLIS beside the true time
 *   skew FILE reset            the true rate and the true wall clock again
 *   skew FILE show             rate in ppb, ms by which the wall clock is off, ms by which the monotonic clock is ahead
 *
 * What a real machine's monotonic clock never does, this one does not either: it goes neither back nor on in a jump; a new rate goes on
 * from the time that was reached with the old one. Deadlines of timed waits are times of the wrong clock, so they are put right.
 * Waits for a duration (epoll_wait, nanosleep) are left alone: a process that looks at its clock then finds that more or less passed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define TRUE_RATE_PPB 1000000000L

/* Times in nanoseconds. Beyond baseTrue the monotonic clock shows baseShown + (true - baseTrue) * ratePpb / 10^9. */
struct skew {
  _Atomic uint64_t version; /* odd while it is being written; 0 in a new file, whose clocks are right */
  int64_t ratePpb, baseTrue, baseShown, wallOffset;
};

static struct skew *shared;

static struct skew *map_file(const char *path) {
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0 || ftruncate(file, sizeof(struct skew)) != 0) return NULL;
  void *map = mmap(NULL, sizeof(struct skew), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return map == MAP_FAILED ? NULL : map;
}

static struct skew now_in_force(void) {
  struct skew copy = {.ratePpb = TRUE_RATE_PPB};
  uint64_t before = 0, after = 0;
  if (shared == NULL) return copy;
  do {
    before = atomic_load(&shared->version);
    if (before == 0) return copy;
    memcpy((char *)&copy + sizeof copy.version, (char *)shared + sizeof copy.version, sizeof copy - sizeof copy.version);
    atomic_thread_fence(memory_order_acquire);
    after = atomic_load(&shared->version);
  } while (before != after || before % 2 == 1);
  return copy;
}

static int64_t true_time(clockid_t clock) {
  struct timespec t;
  syscall(SYS_clock_gettime, clock, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int64_t scaled(int64_t nanos, int64_t by, int64_t per) { return (int64_t)((__int128)nanos * by / per); }

/* How far the monotonic clock is ahead of the true one, at a true time of it. */
static int64_t ahead(const struct skew *s, int64_t monotonic) {
  return s->baseShown + scaled(monotonic - s->baseTrue, s->ratePpb, TRUE_RATE_PPB) - monotonic;
}

#ifdef TOOL

static void publish(const struct skew *s) {
  uint64_t version = atomic_load(&shared->version);
  atomic_store(&shared->version, version + 1);
  atomic_thread_fence(memory_order_release);
  memcpy((char *)shared + sizeof version, (const char *)s + sizeof version, sizeof *s - sizeof version);
  atomic_thread_fence(memory_order_release);
  atomic_store(&shared->version, version + 2);
}

int main(int count, char **words) {
  const char *command = count > 2 ? words[2] : "";
  int set = strcmp(command, "set") == 0 && count == 5, reset = strcmp(command, "reset") == 0;
  if (!set && !reset && strcmp(command, "show") != 0) {
    fprintf(stderr, "expected: skew FILE set PPB MILLIS | reset | show\n");
    return 64;
  }
  shared = map_file(words[1]);
  if (shared == NULL) {
    perror(words[1]);
    return 1;
  }
  struct skew s = now_in_force();
  int64_t monotonic = true_time(CLOCK_MONOTONIC), lead = ahead(&s, monotonic);
  if (set || reset) {
    s.baseTrue = monotonic;
    s.baseShown = monotonic + lead;
    s.ratePpb = set ? atol(words[3]) : TRUE_RATE_PPB;
    s.wallOffset = (set ? atol(words[4]) * 1000000L : 0) - lead;
    if (s.ratePpb <= 0) {
      fprintf(stderr, "a clock's rate is positive, not %s ppb\n", words[3]);
      return 64;
    }
    publish(&s);
  }
  printf("%ld %ld %ld\n", s.ratePpb, (s.wallOffset + lead) / 1000000L, lead / 1000000L);
  return 0;
}

#else

static int is_wall(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE; }

static int is_monotonic(clockid_t clock) {
  return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_BOOTTIME;
}

/* What a skewed process sees on a clock. */
static int64_t shown(clockid_t clock) {
  struct skew s = now_in_force();
  int64_t time = true_time(clock);
  if (is_monotonic(clock)) return time + ahead(&s, time);
  return time + ahead(&s, true_time(CLOCK_MONOTONIC)) + s.wallOffset;
}

static struct timespec timespec_of(int64_t nanos) {
  struct timespec t = {nanos / 1000000000L, nanos % 1000000000L};
  return t;
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("APEXKV_SKEW_FILE");
  if (path != NULL) shared = map_file(path);
}

int clock_gettime(clockid_t clock, struct timespec *result) {
  if (!is_wall(clock) && !is_monotonic(clock)) return (int)syscall(SYS_clock_gettime, clock, result);
  *result = timespec_of(shown(clock));
  return 0;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
  (void)zone;
  struct timespec t = timespec_of(shown(CLOCK_REALTIME));
  result->tv_sec = t.tv_sec;
  result->tv_usec = t.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  time_t seconds = timespec_of(shown(CLOCK_REALTIME)).tv_sec;
  if (result != NULL) *result = seconds;
  return seconds;
}

/* A deadline on the wrong clock as one on the true clock, as long from now as the rate makes it. */
static struct timespec put_right(clockid_t clock, const struct timespec *deadline) {
  struct skew s = now_in_force();
  int64_t left = deadline->tv_sec * 1000000000L + deadline->tv_nsec - shown(clock);
  if (left < 0) left = 0;
  if (left > 1000000000000000L) return *deadline; /* for ever, as far as we care; no overflow */
  return timespec_of(true_time(clock) + scaled(left, TRUE_RATE_PPB, s.ratePpb));
}

/* Nobody can ask a condition which clock it waits on; but no machine has been up for 30 years, and the wall clock is beyond 2001. */
static clockid_t clock_of(const struct timespec *deadline) {
  return deadline->tv_sec > 1000000000L ? CLOCK_REALTIME : CLOCK_MONOTONIC;
}

typedef int timed_wait(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict deadline) {
  static _Atomic(timed_wait *) next;
  timed_wait *wait = atomic_load(&next);
  if (wait == NULL) {
    /* Without its version glibc may hand out a function for conditions of 2002; other machines than x86-64 have no old one. */
    wait = (timed_wait *)dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    if (wait == NULL) wait = (timed_wait *)dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    atomic_store(&next, wait);
  }
  struct timespec right = put_right(clock_of(deadline), deadline);
  return wait(condition, mutex, &right);
}

#endif
