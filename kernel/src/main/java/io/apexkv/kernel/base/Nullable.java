package io.apexkv.kernel.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The annotated type may be null; every other one in this project never is, and NullAway fails the
 * build where code forgets. Its own annotation, because the kernel depends on {@code java.base}
 * alone; kept in class files so that the other modules see it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE_USE)
public @interface Nullable {}
