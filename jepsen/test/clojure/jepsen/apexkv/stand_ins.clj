(ns jepsen.apexkv.stand-ins
  "Stand-ins for Jepsen, which is not on Maven Central, so that what needs it can be compiled without it: arities of protocols, and names.
  A name that a source uses of a library that is not there becomes a function that refuses to be called. What that can't find are names that
  the library does not have.")

(def ^:private protocols
  '{jepsen.db           [[DB (setup! [db test node]) (teardown! [db test node])]
                         [Kill (start! [db test node]) (kill! [db test node])]
                         [Pause (pause! [db test node]) (resume! [db test node])]
                         [Primary (primaries [db test]) (setup-primary! [db test node])]
                         [LogFiles (log-files [db test node])]]
    jepsen.client       [[Client (open! [c test node]) (close! [c test]) (setup! [c test]) (invoke! [c test op]) (teardown! [c test])]]
    jepsen.nemesis      [[Nemesis (setup! [n test]) (invoke! [n test op]) (teardown! [n test])]
                         [Reflection (fs [n])]]
    jepsen.checker      [[Checker (check [c test history opts])]]
    jepsen.control.core [[Remote (connect [r spec]) (disconnect! [r]) (execute! [r context action])
                          (upload! [r context from to opts]) (download! [r context from to opts])]]})

(defn- refusing [name]
  (fn [& _] (throw (ex-info (str name " is only a stand-in") {}))))

(defn make!
  "Makes namespaces in place of those that can't be loaded, with the names used of them. `used` maps a library to names in it."
  [used]
  (doseq [[library names] used]
    (create-ns library)
    (binding [*ns* (the-ns library)]
      (refer-clojure :only '[defprotocol])
      (doseq [protocol (protocols library)] (eval (list* 'clojure.core/defprotocol protocol)))
      (doseq [name names :when (not (ns-resolve library name))]
        (intern library name (refusing (str library "/" name)))))
    (dosync (commute @#'clojure.core/*loaded-libs* conj library))))
