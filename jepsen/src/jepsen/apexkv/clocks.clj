(ns jepsen.apexkv.clocks
  "What clock faults ask for, and what rate a node's clock is seen to have. Pure.")

(def true-clock {:rate 1.0, :wall-ms 0})

(defn skew
  "A rate from 0.5 to 2, and a wall clock that is up to 262 s off, small jumps as likely as large ones. `random` yields numbers from 0 to 1."
  [random]
  {:rate    (Math/pow 2.0 (- (* 2 (random)) 1.0))
   :wall-ms (long (* (if (< (random) 0.5) -1 1)
                     (Math/pow 2.0 (+ 2 (* 16 (random))))))})

(defn arguments
  "Arguments of the program skew."
  [file {:keys [rate wall-ms]}]
  (if (= {:rate rate, :wall-ms wall-ms} true-clock)
    [file "reset"]
    [file "set" (Math/round (* 1e9 (double rate))) wall-ms]))

(defn measured
  "How fast a node's clock ran between two descriptions of it, by ours; nil if it is not the same process or too little time went by."
  [before after]
  (when (and before after (= (:boot-counter before) (:boot-counter after)))
    (let [ours (- (:at-nanos after) (:at-nanos before))]
      (when (< 1000000000 ours)
        (/ (double (- (:up-nanos after) (:up-nanos before))) ours)))))
