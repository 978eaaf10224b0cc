(ns jepsen.apexkv.final-reads-test
  (:require [clojure.test :refer [deftest is]]
            [jepsen.apexkv.final-reads :as final-reads]))

(def ^:private ops
  [{:f :add, :type :invoke, :value [0 1]}
   {:f :add, :type :info, :value [0 1]}
   {:f :add, :type :invoke, :value [1 1]}
   {:f :add, :type :ok, :value [1 1]}])

(defn- final [k type] {:f :read, :type type, :value [k nil], :final? true})

(defn- unanswered [more] (final-reads/unanswered (comp first :value) (into ops more)))

(deftest every-key-that-was-written-to-must-be-read-at-last
  (is (= #{} (unanswered [(final 0 :invoke) (final 0 :fail) (final 0 :invoke) (final 0 :ok) (final 1 :ok)])))
  (is (= #{0} (unanswered [(final 0 :invoke) (final 0 :fail) (final 1 :ok)])) "no answer")
  (is (= #{0 1} (unanswered [])) "nobody even asked")
  (is (= #{0 1} (unanswered [(dissoc (final 0 :ok) :final?)])) "that was before the faults ended"))
