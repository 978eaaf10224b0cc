(ns jepsen.apexkv.evidence-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.apexkv.evidence :as evidence]))

(defn- line [second message more]
  (format "{\"@timestamp\":\"2026-11-20T12:00:%02dZ\",\"@version\":\"1\",\"message\":\"%s\",\"level\":\"INFO\"%s}" second message more))

(def ^:private started-twice
  [(line 0 "node starts" "") (line 1 "RECOVERED" ",\"bootCounter\":1") (line 2 "LEADER" ",\"group\":1,\"term\":4")
   "not JSON" (line 30 "node starts" "") (line 31 "RECOVERED" ",\"bootCounter\":2") (line 32 "LEADER" ",\"group\":1,\"term\":9")])

(def ^:private started-once (subvec started-twice 0 2))

(def ^:private facts {"n1" (evidence/log-facts started-twice), "n2" (evidence/log-facts started-once)})

(def ^:private ops
  [{:f :start-partition, :value [:one {"n1" #{"n2"}}]}
   {:f :kill, :value {"n1" [:killed 17]}}
   {:f :start, :value {"n1" [:started 18], "n2" [:running 9]}}
   {:f :pause, :value {"n2" [:paused 9]}}
   {:f :resume, :value {"n1" [:none], "n2" [:resumed 9]}}
   {:f :stop-partition, :value {"n1" 40, "n2" 2}}])

(def ^:private faults #{:kill :pause :partition})

(deftest a-log-tells-of-lives-and-leaders
  (is (= {:starts 2, :stops 0, :boot-counter 2, :led-terms [4 9], :errors []} (dissoc (facts "n1") :wall-ms)))
  (is (= 1 (count (:errors (evidence/log-facts ["{\"@timestamp\":\"2026-11-20T12:00:00Z\",\"level\":\"ERROR\"}"])))))
  (is (= 0 (:starts (evidence/log-facts [])))))

(deftest invocations-of-the-nemesis-are-not-what-happened
  (is (= [{:value {"n1" [:killed 1]}}] (evidence/completions [{:value :one} {:value {"n1" [:killed 1]}} {:value :all}]))))

(deftest faults-that-acted-pass
  (let [{:keys [valid? effects leaders]} (evidence/verdict faults ops facts)]
    (is (true? valid?))
    (is (= 2 leaders))
    (is (= {:processes-killed 1, :restarts 1} (:kill effects)))
    (is (= {:processes-paused 1, :processes-resumed 1} (:pause effects)))
    (is (= {:partitions 1, :around-a-leader 0, :dropped-packets 42} (:partition effects)))))

(deftest a-nemesis-that-does-nothing-does-not-pass
  (testing "the helper that kills nothing"
    (let [idle (evidence/verdict faults (assoc ops 1 {:f :kill, :value {"n1" [:none]}}) facts)]
      (is (false? (:valid? idle)))
      (is (= #{:kill} (:idle idle)))))
  (testing "rules that drop nothing"
    (is (= #{:partition} (:idle (evidence/verdict faults (assoc ops 5 {:f :stop-partition, :value {"n1" 0, "n2" 0}}) facts)))))
  (testing "no operations at all"
    (is (= #{:kill :pause :partition :clock} (:idle (evidence/verdict (conj faults :clock) [] {}))))))

(deftest a-kill-that-the-log-does-not-know-of-does-not-pass
  (let [{:keys [valid? miscounted]} (evidence/verdict faults ops (assoc facts "n1" (evidence/log-facts started-once)))]
    (is (false? valid?))
    (is (= {"n1" {:expected-starts 2, :starts-in-log 1, :boot-counter 1, :clean-stops 0}} miscounted))))

(deftest a-clean-stop-is-no-kill
  (let [stopped (evidence/log-facts (conj started-once (line 9 "node stopped" "")))]
    (is (= ["n2"] (keys (:miscounted (evidence/verdict faults ops (assoc facts "n2" stopped))))))))

(deftest a-node-that-died-by-itself-is-found
  (is (empty? (evidence/own-deaths ops)))
  (is (= ["n2"] (evidence/own-deaths (assoc ops 2 {:f :start, :value {"n1" [:started 18], "n2" [:started 19]}}))))
  (is (= ["n1"] (evidence/own-deaths [{:f :kill, :value {"n1" [:none]}} {:f :start, :value {"n1" [:started 18]}}]))))

(deftest errors-in-a-log-do-not-pass
  (let [broken (update-in facts ["n2" :errors] conj "{\"level\":\"ERROR\"}")]
    (is (false? (:valid? (evidence/verdict faults ops broken))))))

(deftest clocks-are-wrong-when-the-process-says-so
  (let [skewed  (fn [measured] {:f :reset-clock, :value {"n1" {:set {}, :rate 1.5, :measured measured}}})
        between (fn [facts] (assoc-in facts ["n1" :between] [0 60000]))
        wall    (between (assoc-in facts ["n1" :wall-ms] [1000 90000]))
        right   (between (assoc-in facts ["n1" :wall-ms] [1000 59000]))
        idle    (fn [measured facts] (:idle (evidence/verdict #{:clock} [(skewed measured)] facts)))]
    (is (empty? (idle 1.45 wall)))
    (is (= #{:clock} (idle 1.0 wall)) "its monotonic clock was right")
    (is (= #{:clock} (idle nil wall)) "nobody looked")
    (is (= #{:clock} (idle 1.45 right)) "its wall clock was right")))

(deftest times-of-a-log-are-false-when-the-test-did-not-run
  (is (= 2 (evidence/false-times [1000000 1030000 1100000 900000] [990000 1060000])))
  (is (= 0 (evidence/false-times [1000000 1030000 1059000] [990000 1060000])) "a long set-up before the history is part of the test")
  (is (= 0 (evidence/false-times [] [990000 1060000])))
  (is (= 0 (evidence/false-times [1000000 1100000] [nil nil])) "nobody wrote down when it ran")
  (is (= 0 (evidence/false-times [700000 730000] [990000 1060000])) "the host's clock was wrong before anybody touched it"))

(deftest clocks-of-machines-have-stepped-when-they-are-further-off-than-at-first
  (let [idle (fn [offset] (:idle (evidence/verdict #{:host-clock}
                                                   [{:f :check-clock-offsets, :clock-offsets {"n1" 3.0, "n2" 0.0}}
                                                    {:f :bump-clock, :value {"n1" 4000}, :clock-offsets {"n1" offset}}]
                                                   facts)))]
    (is (empty? (idle 7.0)))
    (is (= #{:host-clock} (idle 3.01)))))

(deftest a-kind-of-fault-that-nobody-can-prove-does-not-pass
  (is (= #{:earthquake} (evidence/idle #{:earthquake} (evidence/effects ops facts)))))

(deftest a-partition-is-around-a-leader-only-if-one-was-found
  (let [start  (fn [primaries] {:f :start-partition, :value [:primaries {"n1" #{"n2"}}], :primaries primaries})
        around #(get-in (evidence/effects % facts) [:partition :around-a-leader])]
    (is (= 1 (around [(start ["n1"]) (start [])])))))
