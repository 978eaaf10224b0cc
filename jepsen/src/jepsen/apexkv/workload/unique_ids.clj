(ns jepsen.apexkv.workload.unique-ids
  "Ids, each the next number of one counter, drawn by compare-and-set: none is given out twice."
  (:require [jepsen.checker :as checker]
            [jepsen.apexkv [client :as client]
                           [store :as store]]
            [jepsen.apexkv.workload.finals :as finals]))

(defn workload [_]
  {:client          (client/client (fn [store _ op] (store/generate-op store "next-id" 100 op)))
   :generator       (repeat {:type :invoke, :f :generate})
   :final-generator (finals/generator (constantly {:f :generate}) (constantly ["next-id"]))
   :key-of          (constantly "next-id")
   :checker         (checker/unique-ids)})
