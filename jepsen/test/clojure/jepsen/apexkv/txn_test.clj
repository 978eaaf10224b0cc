(ns jepsen.apexkv.txn-test
  (:require [clojure.test :refer [deftest is]]
            [jepsen.apexkv.memory-store :as memory]
            [jepsen.apexkv.txn :as txn]))

(deftest a-transaction-keeps-what-it-does-with-its-first-key
  (is (= [[:r 3 nil] [:append 3 2]] (txn/single-key [[:r 3 nil] [:append 4 9] [:append 3 2]]))))

(deftest a-transaction-of-one-key-has-a-key
  (is (= 3 (txn/key-of {:f :txn, :value [[:r 3 nil] [:append 3 2]]}))))

(deftest a-reader-only-reads
  (is (= [[:r 3 nil] [:r 3 nil]] (txn/reads-only [[:append 3 1] [:r 3 nil]]))))

(deftest reads-see-the-appends-before-them
  (is (= [[1 2] [[:r 3 [1]] [:append 3 2] [:r 3 [1 2]]]]
         (txn/apply-mops [1] [[:r 3 nil] [:append 3 2] [:r 3 nil]])))
  (is (= [nil [[:r 3 nil]]] (txn/apply-mops nil [[:r 3 nil]]))))

(defn- run [transactor value] (txn/txn-op transactor {:f :txn, :value value}))

(deftest transactions-append-to-lists
  (let [t (txn/->SingleKey (memory/store {:cas [[:ok false]]}) "list-" 9)]
    (is (= {:f :txn, :type :ok, :value [[:append 3 1]]} (run t [[:append 3 1]])))
    (is (= {:f :txn, :type :ok, :value [[:r 3 [1]] [:append 3 2] [:r 3 [1 2]]]} (run t [[:r 3 nil] [:append 3 2] [:r 3 nil]])))
    (is (= {:f :txn, :type :ok, :value [[:r 4 nil]]} (run t [[:r 4 nil]])))))

(deftest a-transaction-without-an-answer-may-have-happened
  (let [t (txn/->SingleKey (memory/store {:cas-answer [[:unknown "TIMEOUT: no answer"]]}) "list-" 9)]
    (is (= :info (:type (run t [[:append 3 1]]))))
    (is (= [[:r 3 [1]]] (:value (run t [[:r 3 nil]]))))))
