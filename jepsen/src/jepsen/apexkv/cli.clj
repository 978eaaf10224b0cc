(ns jepsen.apexkv.cli
  "The command line: `test` runs one workload, `test-all` all of them, `analyze` judges a stored history again, `serve` shows results."
  (:require [clojure.java.io :as io]
            [jepsen [checker :as checker]
                    [cli :as cli]
                    [generator :as gen]
                    [os :as os]
                    [tests :as tests]]
            [jepsen.apexkv [checker :as apex-checker]
                           [db :as db]
                           [local :as local]
                           [nemesis :as nemesis]
                           [options :as options]]
            [jepsen.apexkv.workload [counter :as counter]
                                    [list-append :as list-append]
                                    [register :as register]
                                    [set :as set]
                                    [unique-ids :as unique-ids]]
            [jepsen.checker.timeline :as timeline]
            [jepsen.os.debian :as debian])
  (:gen-class))

(def workloads
  "By name; each makes {:client, :generator, :final-generator, :key-of, :checker} of the options."
  {"register"    register/workload
   "set"         set/workload
   "counter"     counter/workload
   "unique-ids"  unique-ids/workload
   "list-append" list-append/workload})

(defn- generator
  "Clients and faults at once; then the faults end, nodes get time to find each other, and clients read what is there."
  [{:keys [rate time-limit]} workload nemesis]
  (gen/phases
    (->> (:generator workload)
         (gen/stagger (/ rate))
         (gen/nemesis (gen/phases (gen/sleep 3) (:generator nemesis)))
         (gen/time-limit time-limit))
    (gen/log "the faults end")
    (gen/nemesis (:final-generator nemesis))
    (gen/sleep 5)
    (gen/log "final reads")
    (gen/clients (:final-generator workload))))

(defn apexkv-test
  "A test, of parsed options."
  [{:keys [local workload] :as opts}]
  (let [opts     (assoc opts :nemesis-faults (:nemesis opts) :db (db/->ApexDb))
        workload ((workloads workload) opts)
        nemesis  (nemesis/package opts)]
    (merge tests/noop-test
           opts
           {:name            (options/test-name opts)
            :os              (if local os/noop debian/os)
            :pure-generators true
            :client          (:client workload)
            :nemesis         (:nemesis nemesis)
            :generator       (generator opts workload nemesis)
            :checker         (checker/compose
                               {:workload    (:checker workload)
                                :faults      (apex-checker/faults)
                                :understood  (apex-checker/understood)
                                :final-reads (apex-checker/final-reads (:key-of workload))
                                :stats       (checker/stats)
                                :exceptions  (checker/unhandled-exceptions)
                                :timeline    (timeline/html)
                                :perf        (checker/perf {:nemeses (:perf nemesis)})})}
           (when local {:remote local/remote}))))

(defn- checked
  "Parsed options, with what is wrong with them taken together."
  [parsed]
  (if (:help (:options parsed))
    parsed
    (update parsed :errors concat (options/problems (:options parsed) #(.isFile (io/file %))))))

(defn -main [& args]
  (cli/run! (merge (cli/single-test-cmd {:test-fn  apexkv-test
                                         :opt-spec (into options/common options/one-workload)
                                         :opt-fn   checked})
                   (cli/test-all-cmd {:tests-fn (fn [opts]
                                                  (for [workload (keys options/workloads)]
                                                    (apexkv-test (assoc opts :workload workload))))
                                      :opt-spec options/common
                                      :opt-fn   checked})
                   (cli/serve-cmd))
            args))
