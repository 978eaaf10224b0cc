(ns jepsen.apexkv.final-reads
  "Reads after the faults have ended: of everything that was written to, until somebody gets an answer. A cluster that never recovers fails
  for it, and does not keep the test waiting. Pure.")

(def seconds
  "How long all of them together may take. Elections take one; a client gives up after five."
  60)

(defn unanswered
  "Keys of clients' operations that no final read got an answer for. `key-of` is the key of an operation."
  [key-of ops]
  (reduce disj
          (into (sorted-set) (map key-of) ops)
          (for [op ops :when (and (:final? op) (= :ok (:type op)))] (key-of op))))
