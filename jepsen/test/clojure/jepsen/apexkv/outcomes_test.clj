(ns jepsen.apexkv.outcomes-test
  (:require [clojure.test :refer [deftest is]]
            [jepsen.apexkv.outcomes :as outcomes]))

(def ^:private write {:f :write, :value 3})

(deftest an-answer-is-ok
  (is (= {:f :read, :type :ok, :value 5} (outcomes/completion {:f :read} [:ok 5] identity))))

(deftest only-what-certainly-did-not-happen-fails
  (is (= :fail (:type (outcomes/completion write [:failed "BUSY: later"] identity))))
  (is (= :info (:type (outcomes/completion write [:unknown "TIMEOUT: no answer"] identity))))
  (is (= :info (:type (outcomes/completion {:f :cas} [:unknown "TIMEOUT: no answer"] identity))))
  (is (= :info (:type (outcomes/completion {:f :txn} [:unknown "TIMEOUT: no answer"] identity)))))

(deftest a-read-that-is-unknown-did-nothing
  (is (= :fail (:type (outcomes/completion {:f :read} [:unknown "TIMEOUT: no answer"] identity)))))

(deftest an-answer-may-say-that-nothing-was-done
  (is (= {:f :cas, :type :fail, :error :precondition-failed}
         (outcomes/completion {:f :cas} [:ok false] #(if % 1 outcomes/nothing)))))

(deftest what-was-sent-before-with-an-unknown-outcome-never-failed
  (let [earlier "TIMEOUT: no answer"]
    (is (= {:f :write, :value 3, :type :info, :error "BUSY: later", :sent-before earlier}
           (outcomes/completion write [:failed "BUSY: later" earlier] identity)))
    (is (= :info (:type (outcomes/completion {:f :cas} [:ok false earlier] #(if % 1 outcomes/nothing)))))
    (is (= :ok (:type (outcomes/completion write [:ok true earlier] (constantly 3)))))))

(deftest an-answer-that-nobody-wrote-is-not-overlooked
  (doseq [f [:read :add :txn]]
    (let [done (outcomes/completion {:f f} [:corrupt "[1 2"] identity)]
      (is (= :info (:type done)))
      (is (outcomes/corrupt? done))))
  (is (not (outcomes/corrupt? (outcomes/completion write [:failed "BUSY: later"] identity))))
  (is (not (outcomes/corrupt? {:type :info, :error [:some-other-library "says"]}))))

(deftest errors-have-their-reason
  (is (= "BUSY: later" (:error (outcomes/completion write [:failed "BUSY: later"] identity))))
  (is (= "NOT_LEADER" (outcomes/word "NOT_LEADER: ask node 2")))
  (is (nil? (outcomes/word "no word at all"))))
