(ns jepsen.apexkv.sources-test
  "Every source is read and compiled: those that need Jepsen against stand-ins, unless it is there."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [clojure.test :refer [deftest is testing]]
            [jepsen.apexkv.options :as options]
            [jepsen.apexkv.stand-ins :as stand-ins])
  (:import (java.io File PushbackReader)))

(defn- sources []
  (filter #(str/ends-with? (.getName ^File %) ".clj") (file-seq (io/file "src"))))

(defn- forms [file]
  (with-open [reader (PushbackReader. (io/reader file))]
    (doall (take-while (complement #{::end}) (repeatedly #(read {:eof ::end} reader))))))

(defn- required
  "[library alias] of everything that a namespace requires; prefix lists are taken apart."
  [[_ _ & clauses]]
  (for [[kind & specs] (filter seq? clauses) :when (= :require kind)
        spec specs
        [library & more] (if (vector? (second spec))
                           (map (fn [[part & more]] (cons (symbol (str (first spec) "." part)) more)) (rest spec))
                           [spec])]
    [library (:as (apply hash-map more))]))

(defn- loadable? [library]
  (try (require library) true
       (catch java.io.FileNotFoundException _ false)))

(defn- ours? [library] (str/starts-with? (name library) "jepsen.apexkv"))

(defn- used
  "Of each library that is not there, the names that sources use."
  []
  (apply merge-with into
         (for [file (sources)
               :let [[declaration & body] (forms file)
                     symbols (filter symbol? (tree-seq coll? seq body))]
               [library alias] (required declaration)
               :when (not (or (ours? library) (loadable? library)))]
           {library (into #{} (comp (filter #(= (str alias) (namespace %))) (map (comp symbol name))) symbols)})))

(deftest every-source-compiles
  (stand-ins/make! (used))
  (let [files (sources)]
    (is (< 15 (count files)))
    (doseq [file files :let [library (second (first (forms file)))]]
      (testing library
        (is (= (str "src/" (-> (name library) (str/replace "." "/") (str/replace "-" "_")) ".clj")
               (str/replace (str file) "\\" "/")))
        (is (nil? (require library)))))))

(deftest every-workload-of-the-options-is-there
  (stand-ins/make! (used))
  (is (= (set (keys options/workloads)) (set (keys @(requiring-resolve 'jepsen.apexkv.cli/workloads))))))

(deftest pure-namespaces-need-nothing-that-is-not-there
  (doseq [library '[options outcomes final_reads store txn hosts grudges scripts evidence clocks]
          :let [file (io/file "src/jepsen/apexkv" (str library ".clj"))]
          [needed] (required (first (forms file)))]
    (is (or (ours? needed) (str/starts-with? (name needed) "clojure.")) (str library " needs " needed))))

(deftest unknown-names-are-found
  (stand-ins/make! {'jepsen.apexkv.no-such-library '#{known}})
  (is (thrown? clojure.lang.Compiler$CompilerException
               (eval '(do (require '[jepsen.apexkv.no-such-library :as library]) (fn [] (library/unknown)))))))
