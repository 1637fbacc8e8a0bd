import type { Scheme } from '#shared/policy/scheme.ts';
import type { Statement } from './statement.ts';
import { benefitStatements } from './statements-benefits.ts';
import { moneyStatements, timeStatements } from './statements-money.ts';
import { ruleStatements } from './statements-rules.ts';
import { wayStatements } from './statements-ways.ts';

/** A scheme as single statements for people: about what, for whom, what holds, by which facts. */
export function statementsOf(scheme: Scheme): Statement[] {
	return [
		...moneyStatements(scheme),
		...timeStatements(scheme),
		...benefitStatements(scheme),
		...ruleStatements(scheme),
		...wayStatements(scheme),
	];
}
