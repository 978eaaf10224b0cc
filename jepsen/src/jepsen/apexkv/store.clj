(ns jepsen.apexkv.store
  "What workloads need of a key-value store, and what they build of it. Pure but for the store itself: the tests have one in memory.

  Every call ends as jepsen.apexkv.outcomes says. Keys are strings; values are whole numbers, strings, and vectors of
  these; they are written as EDN."
  (:require [clojure.edn :as edn]
            [jepsen.apexkv.outcomes :as outcomes]))

(defprotocol Store
  (get-value [store k] "[:ok value], nil if the key is absent; or another outcome.")
  (put-value [store k v] "[:ok true], or another outcome.")
  (cas-value [store k old new]
    "[:ok true] if the key held `old` (nil: was absent) and holds `new` now, [:ok false] if it did not, or another outcome."))

(defn encode [value] (when (some? value) (pr-str value)))

(defn- value? [x]
  (or (integer? x) (string? x) (and (vector? x) (every? value? x))))

(defn decode
  "What was encoded; an exception if no value is encoded as this text."
  [text]
  (when (some? text)
    (let [value (edn/read-string text)]
      ;; Almost any word is a symbol to EDN, and whatever follows the first value is not looked at.
      (when-not (and (value? value) (= text (encode value)))
        (throw (ex-info "nobody wrote that" {:text text})))
      value)))

(defn decoded
  "The outcome of a read, whose answer is still text."
  [[kind text :as outcome]]
  (if (= :ok kind)
    (try [:ok (decode text)]
         (catch Exception _ [:corrupt text]))
    outcome))

(defn- then
  "Goes on with the answer of a call that was ok; another outcome is the whole's."
  [[kind answer :as outcome] f]
  (if (= :ok kind) (f answer) outcome))

(defn- after
  "An outcome of an attempt that followed one whose outcome was unknown; nil if that was not so."
  [earlier [kind answer even-earlier]]
  (if-let [earlier (or earlier even-earlier)]
    [kind answer earlier]
    [kind answer]))

(defn update-value
  "Reads a key, and sets it by compare-and-set to what `change` makes of its value, as often as others came first, at most `tries` times.
  The answer is [old new]. If nothing changes, nothing is written.

  It fails only if the store says that the last compare-and-set certainly did not happen, and the same of all before."
  [store k change tries]
  (loop [left tries, earlier nil]
    (if (zero? left)
      (after earlier [:failed "CONTENTION: others always came first"])
      (let [outcome (then (get-value store k)
                          (fn [old]
                            (let [new (change old)]
                              (if (= old new)
                                [:ok [old new]]
                                (let [[kind done before :as outcome] (cas-value store k old new)]
                                  (if (= :ok kind)
                                    (after before [:ok (if done [old new] ::again)])
                                    outcome))))))
            [kind answer earlier :as outcome] (after earlier outcome)]
        (if (= [:ok ::again] [kind answer])
          (recur (dec left) earlier)
          outcome)))))

(defrecord Sinner [open current attempts]
  Store
  (get-value [_ k] (get-value @current k))
  (put-value [_ k v] (put-value @current k v))
  (cas-value [_ k old new]
    (loop [left attempts, earlier nil]
      (let [[kind answer :as outcome] (cas-value @current k old new)]
        (cond
          (zero? left)                   (after earlier outcome)
          (= :unknown kind)              (do (reset! current (open))
                                             (recur (dec left) (or earlier answer)))
          ;; Refused, by a node that has no leader, say; what was unknown is unknown still.
          (and earlier (= :failed kind)) (recur (dec left) earlier)
          :else                          (after earlier outcome))))))

(defn sinner
  "A store whose client does what no client may: a write whose outcome is unknown is sent again under another session, which can't know that
  it was applied already; and again until there is an answer, at most `attempts` times. `open` yields a store with a session of its own;
  those before it stay open."
  [open attempts]
  (->Sinner open (atom (open)) attempts))

;; Operations of workloads

(defn register-op
  "A read, write or cas of the register under a key, and its completion."
  [store k {:keys [f value] :as op}]
  (case f
    :read  (outcomes/completion op (get-value store k) identity)
    :write (outcomes/completion op (put-value store k value) (constantly value))
    :cas   (let [[old new] value]
             (outcomes/completion op (cas-value store k old new) #(if % value outcomes/nothing)))))

(defn counter-op
  "A read of a counter, or an addition to it."
  [store k tries {:keys [f value] :as op}]
  (case f
    :read (outcomes/completion op (get-value store k) #(or % 0))
    :add  (outcomes/completion op (update-value store k #(+ (or % 0) value) tries) (constantly value))))

(defn set-op
  "A read of a set, in the order of additions and with whatever is in it twice; or an addition, which does not look whether it is there."
  [store k tries {:keys [f value] :as op}]
  (case f
    :read (outcomes/completion op (get-value store k) #(or % []))
    :add  (outcomes/completion op (update-value store k #(conj (or % []) value) tries) (constantly value))))

(defn generate-op
  "The next id of a counter."
  [store k tries op]
  (outcomes/completion op (update-value store k #(inc (or % 0)) tries) second))
