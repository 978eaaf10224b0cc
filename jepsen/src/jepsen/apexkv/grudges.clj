(ns jepsen.apexkv.grudges
  "Shapes of partitions, as maps of a node to those whose packets it drops. Pure: whoever asks brings the nodes in a random order.")

(defn- cut
  "Nobody in one group hears anybody in the other, nor the other way round."
  [as bs]
  (into {} (concat (for [a as] [a (set bs)])
                   (for [b bs] [b (set as)]))))

(defn- halves [nodes] (split-at (quot (count nodes) 2) nodes))

(defn grudge
  "The partition of a shape.

    :halves     a minority and a majority
    :one        one node alone
    :one-way    the first group does not hear the second, which does hear the first
    :bridge     two groups, and one node that hears and is heard by both
    :ring       every node hears its neighbours in a ring and nobody else; five nodes have no majority in common
    :primaries  whoever leads is alone; one node if nobody is known to"
  [shape nodes primaries]
  (let [nodes   (vec nodes)
        [as bs] (halves nodes)]
    (case shape
      :halves    (cut as bs)
      :one       (cut (take 1 nodes) (rest nodes))
      :one-way   (if (even? (hash (first nodes)))
                   (into {} (for [a as] [a (set bs)]))
                   (into {} (for [b bs] [b (set as)])))
      :bridge    (let [[bridge & others] nodes
                       [as bs]           (halves others)]
                   (assoc (cut as bs) bridge #{}))
      :ring      (let [n (count nodes)]
                   (into {} (for [i (range n)]
                              [(nodes i)
                               (disj (set nodes) (nodes i) (nodes (mod (inc i) n)) (nodes (mod (dec i) n)))])))
      :primaries (let [led (or (seq (filter (set primaries) nodes)) (take 1 nodes))]
                   (apply merge-with into
                          (for [p led] (cut [p] (remove #{p} nodes))))))))

(defn links
  "How many directions of links a grudge cuts."
  [grudge]
  (reduce + (map count (vals grudge))))
