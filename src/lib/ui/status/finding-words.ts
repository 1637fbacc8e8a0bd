import { m } from '#lib/i18n/paraglide/messages.js';
import type { severities } from '#shared/domain/decision/decision.ts';

type Severity = (typeof severities)[number];

const wordsBySeverity: Record<Severity, () => string> = {
	block: m.payment_findings_block,
	return: m.payment_findings_return,
	manual: m.payment_findings_manual,
	advice: m.payment_findings_advice,
};

const toneBySeverity = { block: 'bad', return: 'warn', manual: 'idle', advice: 'idle' } as const;

export function severityWords(severity: Severity): string {
	return wordsBySeverity[severity]();
}

export function severityTone(severity: Severity): 'bad' | 'warn' | 'idle' {
	return toneBySeverity[severity];
}
