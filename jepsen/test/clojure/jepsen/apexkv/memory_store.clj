(ns jepsen.apexkv.memory-store
  "A store in memory whose answers can be spoilt."
  (:require [jepsen.apexkv.store :as store]))

(defrecord MemoryStore [values spoil]
  store/Store
  (get-value [_ k]
    (or (spoil :get) [:ok (get @values k)]))
  (put-value [_ k v]
    (or (spoil :put) (do (swap! values assoc k v) [:ok true])))
  (cas-value [_ k old new]
    (or (spoil :cas)
        (let [done (atom false)]
          (swap! values (fn [m] (if (= old (get m k)) (do (reset! done true) (assoc m k new)) m)))
          (or (spoil :cas-answer) [:ok @done])))))

(defn store
  "`script` is a map of calls to the outcomes that replace the first answers; nil lets one through. :cas-answer spoils the answer of a
  compare-and-set that was carried out."
  ([] (store {}))
  ([script]
   (let [left (atom script)]
     (->MemoryStore (atom {})
                    (fn [call]
                      (let [outcome (first (get @left call))]
                        (swap! left update call rest)
                        outcome))))))
