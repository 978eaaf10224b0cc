(ns jepsen.apexkv.workload.set
  "Sets, each under one key, to which elements are added by compare-and-set: none is lost, none is there twice, and no read misses one that
  had been acknowledged before it began."
  (:require [jepsen [checker :as checker]
                    [generator :as gen]
                    [independent :as independent]]
            [jepsen.apexkv [checker :as apex-checker]
                           [client :as client]
                           [options :as options]
                           [store :as store]]
            [jepsen.apexkv.workload.counter :as counter]))

(defn workload [{:keys [keys] :as opts}]
  (let [element (atom -1)
        add     (fn [_ _] {:type :invoke, :f :add, :value (independent/tuple (rand-int keys) (swap! element inc))})
        read    (fn [_ _] {:type :invoke, :f :read, :value (independent/tuple (rand-int keys) nil)})]
    {:client          (client/client
                        (client/keyed "set-" (fn [store k _ op] (store/set-op store k 100 op))))
     :generator       (gen/reserve (options/readers opts) read (gen/mix [add add read]))
     :final-generator (counter/final-reads #(range keys))
     :key-of          client/key-of
     :checker         (independent/checker
                        (checker/compose {:set  (checker/set-full {:linearizable? true})
                                          :once (apex-checker/no-duplicates)}))}))
