/**
 * How many files the unit and contract tests run at once: every core has one. Vitest would leave a core free.
 * Each has a PostgreSQL server to itself: a transaction that runs anywhere in a server holds back the horizon of
 * the change feed in all of its databases, so that a neighbour's test would see its own changes late.
 */
import { availableParallelism } from 'node:os';

export const testWorkers = Math.min(4, availableParallelism());

/**
 * PGlite without V8's optimizing compiler: that takes longer to compile what a few seconds of tests use than they
 * take, on every core.
 */
export const quickWasm = ['--liftoff-only'];
