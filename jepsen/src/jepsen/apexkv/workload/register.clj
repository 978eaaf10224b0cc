(ns jepsen.apexkv.workload.register
  "Independent registers, read, written and compared-and-set; Knossos says of each whether it is linearizable."
  (:require [jepsen.apexkv [client :as client]
                           [store :as store]]
            [jepsen.tests.linearizable-register :as register]))

(defn workload [{:keys [nodes per-key-limit]}]
  (assoc (register/test {:nodes nodes, :per-key-limit per-key-limit, :process-limit 40})
         :client (client/client
                   (client/keyed "register-" (fn [store k _ op] (store/register-op store k op))))))
