(ns jepsen.apexkv.apex-store
  "ApexKV as a store, by its Java client."
  (:require [jepsen.apexkv.store :as store])
  (:import (io.apexkv.client ApexClient FailedException UnknownOutcomeException)
           (io.apexkv.client.core ClusterDescription ClusterDescription$GroupStatus ClusterDescription$Role)
           (java.time Duration)))

(defn open
  "A client with a session of its own, which it opens with its first write."
  ^ApexClient [seeds {:keys [client-timeout attempt-timeout]}]
  (-> (ApexClient/builder seeds)
      (.timeout (Duration/ofMillis client-timeout))
      (.attemptTimeout (Duration/ofMillis (min attempt-timeout client-timeout)))
      (.build)))

(defmacro outcome
  "How a call ended, as jepsen.apexkv.outcomes says. The client promises that FAILED is definite; of any other exception nobody knows."
  [call]
  `(try [:ok ~call]
        (catch FailedException e# [:failed (ex-message e#)])
        (catch UnknownOutcomeException e# [:unknown (ex-message e#)])
        (catch Exception e# [:unknown (str e#)])))

(defrecord ApexStore [^ApexClient client]
  store/Store
  (get-value [_ k]
    ;; Decoded outside: a text that nobody wrote is an answer, not a call that went wrong.
    (store/decoded (outcome (.orElse (.get client ^String k) nil))))
  (put-value [_ k v]
    (outcome (do (.put client ^String k ^String (store/encode v)) true)))
  (cas-value [_ k old new]
    (outcome (.compareAndSet client ^String k ^String (store/encode old) ^String (store/encode new))))

  java.lang.AutoCloseable
  (close [_] (.close client)))

(defn describe
  "What the node at an address says of itself: its boot counter, for how long it has been up by its own clock, whether it leads, whether it
  follows somebody. Nil if it does not answer."
  [address millis]
  (with-open [client (open address {:client-timeout millis, :attempt-timeout millis})]
    (try
      (let [^ClusterDescription d (.describe client ^String address)
            groups                (.groups d)]
        {:boot-counter (.bootCounter d)
         :up-nanos     (.upNanos d)
         :at-nanos     (System/nanoTime)
         :leads?       (boolean (some #(= ClusterDescription$Role/LEADER (.role ^ClusterDescription$GroupStatus %)) groups))
         :follows?     (every? #(pos? (.leader ^ClusterDescription$GroupStatus %)) groups)})
      (catch io.apexkv.client.ApexException _ nil))))
