(ns jepsen.apexkv.grudges-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.apexkv.grudges :as grudges]
            [jepsen.apexkv.options :as options]))

(def ^:private nodes ["n1" "n2" "n3" "n4" "n5"])

(defn- hears [grudge a b] (not (contains? (get grudge a #{}) b)))

(defn- heard-by [grudge a] (set (filter #(hears grudge a %) nodes)))

(deftest every-shape-cuts-something-and-nobody-from-itself
  (doseq [shape options/partitions, order [nodes (reverse nodes) ["n3" "n1" "n5" "n2" "n4"]]]
    (testing shape
      (let [grudge (grudges/grudge shape order ["n2"])]
        (is (pos? (grudges/links grudge)))
        (is (every? (fn [[node dropped]] (not (dropped node))) grudge))))))

(deftest halves-are-a-minority-and-a-majority
  (let [grudge (grudges/grudge :halves nodes nil)]
    (is (= #{"n1" "n2"} (heard-by grudge "n1")))
    (is (= #{"n3" "n4" "n5"} (heard-by grudge "n4")))
    (is (= 12 (grudges/links grudge)))))

(deftest one-is-alone
  (is (= #{"n1"} (heard-by (grudges/grudge :one nodes nil) "n1")))
  (is (= 8 (grudges/links (grudges/grudge :one nodes nil)))))

(deftest one-way-cuts-each-link-in-one-direction
  (let [grudge (grudges/grudge :one-way nodes nil)]
    (is (= 6 (grudges/links grudge)))
    (is (every? (fn [[a dropped]] (every? #(hears grudge % a) dropped)) grudge)))
  (testing "either way, as the order of nodes has it"
    (is (= #{2 3} (set (map #(count (grudges/grudge :one-way (cons % (remove #{%} nodes)) nil)) nodes))))))

(deftest a-bridge-hears-all
  (let [grudge (grudges/grudge :bridge nodes nil)]
    (is (= (set nodes) (heard-by grudge "n1")))
    (is (= #{"n1" "n2" "n3"} (heard-by grudge "n2")))
    (is (= #{"n1" "n4" "n5"} (heard-by grudge "n5")))))

(deftest in-a-ring-everyone-hears-a-majority-and-no-two-the-same
  (let [grudge (grudges/grudge :ring nodes nil)
        heard  (map #(heard-by grudge %) nodes)]
    (is (every? #(= 3 (count %)) heard))
    (is (apply distinct? heard))))

(deftest primaries-are-alone
  (let [grudge (grudges/grudge :primaries nodes ["n2" "n4"])]
    (is (= #{"n2"} (heard-by grudge "n2")))
    (is (= #{"n4"} (heard-by grudge "n4")))
    (is (= #{"n1" "n3" "n5"} (heard-by grudge "n3"))))
  (is (= 8 (grudges/links (grudges/grudge :primaries nodes []))) "without a leader it is one node"))
