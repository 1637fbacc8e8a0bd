import type { Services } from '../ports.ts';
import type { GatewayAnswer, GatewayPayment } from './ports.ts';
import { recordPayment } from './record-payment.usecase.ts';
import { recordStep } from './record-step.usecase.ts';

/**
 * Records all that an answer of the gateway tells: each payment, and the step that it is at. Answers with
 * whether it told of money.
 */
export async function takeAnswer(
	services: Services,
	orderId: string,
	answer: GatewayAnswer,
): Promise<boolean> {
	const payments = paymentsOf(answer);
	for (const payment of payments) await recordPayment({ services, payment, source: 'query' });
	if ('sequence' in answer) {
		const report = { orderId, step: answer.state, sequence: answer.sequence };
		await recordStep({ services, report, source: 'query' });
	}
	return payments.length > 0;
}

function paymentsOf(answer: GatewayAnswer): GatewayPayment[] {
	if (answer.state === 'unknown') return [];
	return answer.payments ?? (answer.state === 'paid' ? [answer.payment] : []);
}
