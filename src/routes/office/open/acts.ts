import type { LeaveOpenInput } from '#lib/app/views.ts';

/** What a clerk can begin about one line of the queue. */
export interface OpenActs {
	/** Give held money to an order; `serial` is the one that it was reported for, or empty. */
	assign(strayId: string, serial: string): void;
	refund(strayId: string, amountFen: number): void;
	again(statementId: string, line: number): void;
	leave(what: Pick<LeaveOpenInput, 'kind' | 'subject' | 'line'>): void;
}
