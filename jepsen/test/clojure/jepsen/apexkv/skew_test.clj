(ns jepsen.apexkv.skew-test
  "The library that makes clocks wrong, with a shell as the process whose clocks it makes wrong."
  (:require [clojure.java.io :as io]
            [clojure.java.shell :as shell]
            [clojure.string :as str]
            [clojure.test :refer [deftest is use-fixtures]]
            [jepsen.apexkv.clocks :as clocks]))

(def ^:private dir (io/file "target/skew"))
(defn- path [name] (.getAbsolutePath (io/file dir name)))

(defn- run
  "What a command wrote."
  [& command]
  (let [{:keys [exit out err]} (apply shell/sh command)]
    (when-not (zero? exit) (throw (ex-info (str command " failed: " err) {})))
    (str/trim out)))

(defn- compiles? []
  (and (= "Linux" (System/getProperty "os.name"))
       (zero? (:exit (shell/sh "bash" "-c" "command -v gcc")))))

(use-fixtures :each
  (fn [test]
    (if (compiles?)
      (let [source "resources/jepsen/apexkv/skew.c"]
        (.mkdirs dir)
        (io/delete-file (path "clock") true)
        (run "gcc" "-Wall" "-Wextra" "-Werror" "-O2" "-shared" "-fPIC" "-o" (path "skew.so") source "-ldl")
        (run "gcc" "-Wall" "-Wextra" "-Werror" "-O2" "-DTOOL" "-o" (path "skew") source)
        (test))
      (is true "no gcc, or no Linux: nothing can be tried"))))

(defn- set-clock! [clock]
  (apply run (path "skew") (map str (clocks/arguments (path "clock") clock))))

(defn- shell-micros
  "A process's wall clock, in microseconds since 1970."
  []
  (parse-long (str/replace (run "env" (str "LD_PRELOAD=" (path "skew.so")) (str "APEXKV_SKEW_FILE=" (path "clock"))
                                "bash" "-c" "echo $EPOCHREALTIME")
                           #"[.,]" "")))

(defn- ahead-seconds [] (- (quot (shell-micros) 1000000) (quot (System/currentTimeMillis) 1000)))

(deftest a-new-file-is-the-true-time
  (is (<= -1 (ahead-seconds) 1)))

(deftest the-wall-clock-jumps-and-comes-back
  (set-clock! {:rate 1.0, :wall-ms 200000})
  (is (<= 199 (ahead-seconds) 201))
  (set-clock! {:rate 1.0, :wall-ms -200000})
  (is (<= -201 (ahead-seconds) -199))
  (set-clock! clocks/true-clock)
  (is (<= -1 (ahead-seconds) 1)))

(deftest a-fast-clock-gains-and-never-loses-it-again
  (set-clock! {:rate 1000.0, :wall-ms 0})
  (let [before (shell-micros), began (System/nanoTime)]
    (while (< (- (System/nanoTime) began) 20000000) (Thread/onSpinWait))
    (is (< 10000000 (- (shell-micros) before)) "10 s in 20 ms and what a shell takes to start"))
  (let [[_ _ lead] (map parse-long (str/split (set-clock! clocks/true-clock) #" "))]
    (is (< 10000 lead) "the monotonic clock does not go back")))
