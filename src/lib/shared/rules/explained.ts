import type { Finding, TraceStep } from '../domain/decision/decision.ts';
import { traceOf, type Verdict } from './verdict.ts';

/** A decision with its reasoning: every rule looked at, whether it held, failed or could not be judged. */
export interface Explained<Decision> {
	decision: Decision;
	trace: TraceStep[];
}

export function withTrace<Decision>(decision: Decision, verdicts: readonly Verdict[]): Explained<Decision> {
	return { decision, trace: verdicts.map(traceOf) };
}

export function findingsOf(verdicts: readonly Verdict[]): Finding[] {
	return verdicts.flatMap((verdict) => verdict.findings);
}
