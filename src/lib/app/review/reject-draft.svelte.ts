import type { RejectCode } from '#shared/domain/review/reasons.ts';

/** 不予通过, while the reviewer writes it. */
export class RejectDraft {
	code = $state<RejectCode | null>(null);
	words = $state('');

	clear(): void {
		this.code = null;
		this.words = '';
	}
}
