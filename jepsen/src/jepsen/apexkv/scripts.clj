(ns jepsen.apexkv.scripts
  "Shell scripts that run on nodes, each of which looks whether what it did took effect and says so in its last line. Pure.

  A process is found by its pid file, and believed to be a node only if its command line says so: helpers that look for a process by a
  pattern have been known to find nothing and to call that success."
  (:require [clojure.string :as str]
            [jepsen.apexkv.hosts :as hosts]))

(defn quoted
  "A word for the shell."
  [word]
  (str "'" (str/replace (str word) "'" "'\\''") "'"))

(def ^:private functions
  (str "node() { pid=$(cat " hosts/pid-file " 2>/dev/null) && grep -qs io.apexkv /proc/$pid/cmdline; }\n"
       ;; T: stopped by a signal. Z: dead, but nobody has asked for its exit code yet.
       "state() { sed 's/.*) //' /proc/$pid/stat 2>/dev/null | cut -c 1; }\n"
       ;; await CONDITION: within 10 s
       "await() { for i in $(seq 200); do if \"$@\"; then return 0; fi; sleep 0.05; done; return 1; }\n"
       "gone() { case $(state) in Z|'') return 0;; *) return 1;; esac; }\n"
       "stopped() { [ \"$(state)\" = T ]; }\n"
       "going() { case $(state) in T|'') return 1;; *) return 0;; esac; }\n"
       "node || { echo none; exit 0; }\n"))

(def kill
  (str functions
       "kill -KILL $pid && await gone || { echo \"process $pid survived SIGKILL\" >&2; exit 1; }\n"
       "rm -f " hosts/pid-file "; echo killed $pid"))

(def pause
  (str functions
       "kill -STOP $pid && await stopped || { echo \"process $pid did not stop\" >&2; exit 1; }\n"
       "echo paused $pid"))

(def resume
  (str functions
       "stopped || { echo none; exit 0; }\n"
       "kill -CONT $pid && await going || { echo \"process $pid did not go on\" >&2; exit 1; }\n"
       "echo resumed $pid"))

(defn start
  "Starts a node in the background unless it runs, and waits until it has logged that it has recovered: a node that is killed before it says
  that it lives would make the count of its starts disagree with its log."
  [environment arguments]
  (str "cd " hosts/directory "\n"
       "if pid=$(cat " hosts/pid-file " 2>/dev/null) && grep -qs io.apexkv /proc/$pid/cmdline; then echo running $pid; exit 0; fi\n"
       "recoveries() { grep -cs '\"message\":\"RECOVERED\"' " hosts/log "; true; }\n"
       "before=$(recoveries)\n"
       "setsid env " (str/join " " (for [[k v] (sort environment)] (str k "=" (quoted v))))
       " " hosts/app "/bin/apex " (str/join " " (map quoted arguments))
       " >>" hosts/log " 2>&1 </dev/null &\n"
       "pid=$!; echo $pid >" hosts/pid-file "\n"
       "for i in $(seq 1200); do\n"
       "  if [ \"$(recoveries)\" -gt \"${before:-0}\" ]; then echo started $pid; exit 0; fi\n"
       "  kill -0 $pid 2>/dev/null || break\n"
       "  sleep 0.05\n"
       "done\n"
       "echo \"the node did not come up: $(tail -n 3 " hosts/log ")\" >&2; exit 1"))

(def dropped-packets
  "How many packets the rules of partitions have dropped since they were made."
  "iptables -w -L INPUT -v -x -n | awk '$3 == \"DROP\" { n += $1 } END { print n + 0 }'")

(defn answer
  "What a script said: [:killed 17], [:none]."
  [output]
  (let [[word pid] (str/split (str/trim output) #"\s+")]
    (cond-> [(keyword word)] pid (conj (parse-long pid)))))
