(ns jepsen.apexkv.outcomes
  "What an operation's completion says: :ok, :fail if it certainly had no effect and never will, :info if nobody can say. Pure.

  A call of the store ends with one of

    [:ok value]       the store's answer
    [:failed why]     certainly not applied, now and ever
    [:unknown why]    it may have been applied, may yet be, or may never be
    [:corrupt text]   the store answered what no client of these tests ever wrote

  Whoever sent a call more than once adds a third: why the outcome of an earlier attempt is unknown. That one may have been applied,
  whatever was answered to the last.")

(def ^:private reads #{:read})

(def nothing
  "In place of a value: the store answered that nothing was done, such as a compare-and-set of another value."
  ::nothing)

(defn- last-attempt
  "The completion that the last attempt alone would have."
  [op kind answer value]
  (case kind
    :ok      (let [value (value answer)]
               (if (= nothing value)
                 (assoc op :type :fail, :error :precondition-failed)
                 (assoc op :type :ok, :value value)))
    :failed  (assoc op :type :fail, :error answer)
    ;; A read has no effect, so that an unknown one may count as one that did not happen.
    :unknown (assoc op :type (if (reads (:f op)) :fail :info), :error answer)
    ;; Not even of a read: that would be to overlook it. `corrupt?` finds it, and the run fails.
    :corrupt (assoc op :type :info, :error [:corrupt answer])))

(defn completion
  "The completion of an invocation, given how its call ended. `value` makes the completion's value, or `nothing`, of the store's answer.
  What was sent before with an unknown outcome is never said to have failed; :sent-before says why it was unknown."
  [op [kind answer earlier] value]
  (let [{:keys [type] :as done} (last-attempt op kind answer value)]
    (cond-> done
      earlier                      (assoc :sent-before earlier)
      (and earlier (= :fail type)) (assoc :type :info))))

(defn corrupt?
  "Whether the store answered an operation with what nobody wrote."
  [{:keys [error]}]
  (and (vector? error) (= :corrupt (first error))))

(defn word
  "The word that begins a message of the client, such as TIMEOUT, so that errors group; nil if there is none."
  [message]
  (second (re-find #"^([A-Z_]+):" (str message))))
