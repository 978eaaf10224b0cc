(ns jepsen.apexkv.clocks-test
  (:require [clojure.test :refer [deftest is]]
            [jepsen.apexkv.clocks :as clocks]))

(deftest skew-stays-within-its-bounds
  (doseq [x [0.0 0.25 0.5 0.999]]
    (let [{:keys [rate wall-ms]} (clocks/skew (constantly x))]
      (is (<= 0.5 rate 2.0))
      (is (<= 4 (abs wall-ms) 262144)))))

(deftest the-program-is-told-parts-per-billion-and-milliseconds
  (is (= ["file" "set" 1500000000 -70] (clocks/arguments "file" {:rate 1.5, :wall-ms -70})))
  (is (= ["file" "reset"] (clocks/arguments "file" clocks/true-clock))))

(deftest a-rate-is-measured-against-our-clock
  (let [seen (fn [boot up at] {:boot-counter boot, :up-nanos up, :at-nanos at})]
    (is (= 1.5 (clocks/measured (seen 1 0 0) (seen 1 3000000000 2000000000))))
    (is (nil? (clocks/measured (seen 1 0 0) (seen 2 3000000000 2000000000))) "it was restarted")
    (is (nil? (clocks/measured (seen 1 0 0) (seen 1 30 20))) "too short to tell")
    (is (nil? (clocks/measured nil (seen 1 3000000000 2000000000))))))
