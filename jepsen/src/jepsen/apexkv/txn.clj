(ns jepsen.apexkv.txn
  "Transactions of list-append, and what carries them out. Pure but for the store.

  ApexKV has no transactions yet. What it has, compare-and-set, is a transaction over one key: read, append and write, if nobody else came
  in between. So list-append runs with transactions of one key each, and Elle judges those. When the store has more, one more Transactor is
  all that is to be written."
  (:require [jepsen.apexkv.outcomes :as outcomes]
            [jepsen.apexkv.store :as store]))

(defprotocol Transactor
  (transact [transactor txn]
    "Carries out [[:r k nil] [:append k v] ...] as one. The answer is the same with what was read in place of nil."))

(defn single-key
  "What a transaction does with its first key. Values stay unique under each key, since none is added or moved to another one."
  [txn]
  (let [k (second (first txn))]
    (filterv #(= k (second %)) txn)))

(defn key-of
  "The key of an operation whose transaction has one."
  [{[[_ k _]] :value}]
  k)

(defn reads-only
  "A transaction that reads in place of appending."
  [txn]
  (mapv (fn [[_ k _]] [:r k nil]) txn))

(defn apply-mops
  "The list under a key after a transaction, and the transaction with its reads filled in."
  [value txn]
  (reduce (fn [[value done] [f k v :as mop]]
            (case f
              :r      [value (conj done [f k value])]
              :append [(conj (or value []) v) (conj done mop)]))
          [value []]
          txn))

(defrecord SingleKey [store prefix tries]
  Transactor
  (transact [_ txn]
    (let [k                (str prefix (second (first txn)))
          [kind [old _] :as outcome] (store/update-value store k #(first (apply-mops % txn)) tries)]
      (if (= :ok kind)
        [:ok (second (apply-mops old txn))]
        outcome))))

(defn txn-op
  "A transaction and its completion, which is :info if its outcome is unknown, even if it only read."
  [transactor {:keys [value] :as op}]
  (outcomes/completion op (transact transactor value) identity))
