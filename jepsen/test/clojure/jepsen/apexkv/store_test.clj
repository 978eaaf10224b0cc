(ns jepsen.apexkv.store-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.apexkv.memory-store :as memory]
            [jepsen.apexkv.store :as store]))

(def ^:private lost [:unknown "TIMEOUT: no answer"])

(deftest values-are-written-as-edn
  (doseq [value [0 17 [1 2 3] [] "text"]]
    (is (= value (store/decode (store/encode value)))))
  (is (nil? (store/encode nil)))
  (is (nil? (store/decode nil))))

(deftest a-read-of-what-nobody-wrote-is-corrupt
  (is (= [:ok [1 2]] (store/decoded [:ok "[1 2]"])))
  (is (= [:ok nil] (store/decoded [:ok nil])))
  (is (= lost (store/decoded lost)))
  (doseq [text ["[1 2" "" "1 2" "[1  2]" "]" "nil" "abc" "\u0000"]]
    (is (= [:corrupt text] (store/decoded [:ok text])) text)))

(deftest what-is-corrupt-is-not-updated
  (let [done (store/counter-op (memory/store {:get [[:corrupt "1 2"]]}) "c" 3 {:f :add, :value 2})]
    (is (= :info (:type done)))
    (is (= [:corrupt "1 2"] (:error done)))))

(deftest a-register-is-read-written-and-compared
  (let [s  (memory/store)
        op (fn [f value] (select-keys (store/register-op s "r" {:f f, :value value}) [:type :value]))]
    (is (= {:type :ok, :value nil} (op :read nil)))
    (is (= {:type :ok, :value 1} (op :write 1)))
    (is (= {:type :ok, :value [1 2]} (op :cas [1 2])))
    (is (= {:type :fail, :value [1 3]} (op :cas [1 3])))
    (is (= {:type :ok, :value 2} (op :read nil)))))

(deftest an-update-tries-again-when-others-came-first
  (let [s (memory/store {:cas [[:ok false] [:ok false]]})]
    (is (= {:f :add, :value 2, :type :ok} (store/counter-op s "c" 3 {:f :add, :value 2})))
    (is (= 2 (:value (store/counter-op s "c" 3 {:f :read}))))))

(deftest an-update-that-others-always-precede-certainly-failed
  (let [s (memory/store {:cas (repeat [:ok false])})]
    (is (= :fail (:type (store/counter-op s "c" 3 {:f :add, :value 2}))))
    (is (= 0 (:value (store/counter-op s "c" 3 {:f :read}))))))

(deftest an-update-whose-last-write-is-unknown-is-unknown
  (testing "applied, or not"
    (doseq [script [{:cas-answer [lost]} {:cas [lost]}]]
      (is (= :info (:type (store/counter-op (memory/store script) "c" 3 {:f :add, :value 2}))))))
  (testing "but what was not even read was not written"
    (is (= :fail (:type (store/counter-op (memory/store {:get [[:failed "TIMEOUT: no answer"]]}) "c" 3 {:f :add, :value 2}))))))

(deftest sets-and-ids-are-built-of-updates
  (let [s (memory/store)]
    (is (= [] (:value (store/set-op s "s" 3 {:f :read}))))
    (store/set-op s "s" 3 {:f :add, :value 7})
    (store/set-op s "s" 3 {:f :add, :value 7})
    (is (= [7 7] (:value (store/set-op s "s" 3 {:f :read}))) "what was added twice is seen twice")
    (is (= [1 2 3] (repeatedly 3 #(:value (store/generate-op s "id" 3 {:f :generate})))))))

(deftest a-sinner-adds-twice-what-an-honest-client-adds-at-most-once
  (let [add    {:f :add, :value 1}
        honest (memory/store {:cas-answer [lost]})
        sinned (memory/store {:cas-answer [lost]})
        opened (atom 0)
        sinner (store/sinner #(do (swap! opened inc) sinned) 5)]
    (is (= :info (:type (store/counter-op honest "c" 9 add))))
    (is (= 1 (:value (store/counter-op honest "c" 9 {:f :read}))))
    (is (= :ok (:type (store/counter-op sinner "c" 9 add))))
    (is (= 2 (:value (store/counter-op sinner "c" 9 {:f :read}))) "one addition, which is there twice")
    (is (= 2 @opened) "each time under another session")))

(deftest a-sinner-never-says-that-what-it-sent-before-failed
  (let [sin     (fn [script]
                  (let [s (memory/store script)]
                    [(store/counter-op (store/sinner (constantly s) 1) "c" 9 {:f :add, :value 1})
                     (:value (store/counter-op s "c" 9 {:f :read}))]))
        refused [:failed "NO_LEADER: try later"]]
    (testing "the last attempt is refused"
      (doseq [[applied script] {1 {:cas-answer [lost], :cas [nil refused]}
                                0 {:cas [lost refused]}}]
        (let [[done value] (sin script)]
          (is (= :info (:type done)))
          (is (= (second lost) (:sent-before done)))
          (is (= applied value)))))
    (testing "the next attempt finds its own value, and what follows fails"
      (doseq [script [{:cas-answer [lost], :cas [nil nil refused]}
                      {:cas-answer [lost], :get [nil refused]}
                      {:cas-answer [lost], :cas (cons nil (repeat 20 [:ok false]))}]]
        (is (= [:info 1] (update (sin script) 0 :type)))))
    (testing "but what was never unknown did fail"
      (is (= [:fail 0] (update (sin {:cas [refused]}) 0 :type))))))

(deftest a-sinner-that-was-answered-says-that-it-had-sent-before
  (let [sinner (store/sinner (constantly (memory/store {:cas-answer [lost]})) 5)
        add    #(store/counter-op sinner "c" 9 {:f :add, :value 1})]
    (is (= {:f :add, :value 1, :type :ok, :sent-before (second lost)} (add)))
    (is (= {:f :add, :value 1, :type :ok} (add)))))

(deftest a-sinner-that-is-refused-goes-on
  (let [s (memory/store {:cas-answer [lost], :cas [nil [:failed "NO_LEADER: try later"]]})]
    (is (= :ok (:type (store/counter-op (store/sinner (constantly s) 5) "c" 9 {:f :add, :value 1}))))
    (is (= 2 (:value (store/counter-op s "c" 9 {:f :read}))))))

(deftest a-sinners-compare-and-set-of-a-register-did-not-fail-either
  (let [s (memory/store {:cas-answer [lost]})]
    (is (= :info (:type (store/register-op (store/sinner (constantly s) 5) "r" {:f :cas, :value [nil 2]}))))))
