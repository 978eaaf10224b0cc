(ns jepsen.apexkv.client
  "Jepsen's client of any workload: a store for each process, and a function that carries operations out."
  (:require [jepsen.apexkv [apex-store :as apex-store]
                           [hosts :as hosts]
                           [store :as store]]
            [jepsen [client :as client]
                    [independent :as independent]])
  (:import (java.net InetAddress)))

(defn address
  "Of a node, as this machine and the nodes reach it."
  [test node]
  (if (:local test)
    (hosts/local-address node)
    (.getHostAddress (InetAddress/getByName node))))

(def sinner-patience-ms
  "How long a sinner waits before it sins; an election takes longer."
  120)

(defn- sinner
  "A store that opens a client anew to send again what is UNKNOWN. The clients that it has had are closed with it."
  [seeds test clients]
  (store/sinner #(let [client (apex-store/open seeds (assoc test :client-timeout sinner-patience-ms))]
                   (swap! clients conj client)
                   (apex-store/->ApexStore client))
                50))

(defrecord WorkloadClient [run store clients]
  client/Client
  (open! [this test node]
    (let [addresses (map (partial address test) (:nodes test))
          seeds     (hosts/seeds (address test node) addresses)
          clients   (atom [])]
      (if (:sin test)
        (assoc this :store (sinner seeds test clients), :clients clients)
        (let [client (apex-store/open seeds test)]
          (swap! clients conj client)
          (assoc this :store (apex-store/->ApexStore client), :clients clients)))))

  (setup! [_ _])

  (invoke! [_ test op] (run store test op))

  (teardown! [_ _])

  (close! [_ _]
    (run! #(.close ^java.lang.AutoCloseable %) @clients)))

(defn client
  "A client that calls (run store test op) for the completion of an operation."
  [run]
  (->WorkloadClient run nil nil))

(defn key-of
  "The key of an operation on independent keys."
  [op]
  (first (:value op)))

(defn keyed
  "The same for operations on independent keys, whose values are tuples: (run store key test op) sees the value alone."
  [prefix run]
  (fn [store test op]
    (let [[k v] (:value op)
          done  (run store (str prefix k) test (assoc op :value v))]
      (assoc done :value (independent/tuple k (:value done))))))
