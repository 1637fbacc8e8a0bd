import { schemeById } from '#shared/policy/registry.ts';
import { decideCoverage } from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import { addDays, daysBetween, shanghaiDate, type IsoDate } from '#shared/std/date.ts';
import { newId } from '#shared/std/id.ts';
import type { Services, Tx } from '../ports.ts';
import type { GatewayPayment } from './ports.ts';
import type { OrderRow, PaymentRow } from './order-ports.ts';

/** Both schemes' 城乡居民基本医疗保险: who pays it in one place pays it nowhere else in the same year. */
const residentsInsurance = 'residents';

/** The payment of an order, with the coverage that its day of payment gives (C2, C3, Y23). */
export async function paymentRow(
	tx: Tx,
	services: Services,
	order: OrderRow,
	payment: GatewayPayment,
): Promise<PaymentRow> {
	const nowMs = services.clock.nowMs();
	const scheme = schemeById(order.schemeId);
	const enrollment = await tx.enrollments.get(order.enrollmentId);
	assert(scheme && enrollment, 'an order has its scheme and its enrollment');
	const paidOn = businessDateOf(payment.paidAtMs, nowMs, services.businessDate.today());
	const entryYear = Number(enrollment.fields.entryYear);
	return {
		id: newId(services.clock, services.random),
		orderId: order.id,
		taxReceiptNumber: payment.taxReceiptNumber,
		paidFen: payment.amountFen,
		paidAtMs: payment.paidAtMs,
		paidOn,
		method: payment.method,
		periodFrom: `${order.insuranceYear}-01-01`,
		periodTo: `${order.insuranceYear}-12-31`,
		coverage: decideCoverage(scheme, {
			paidOn,
			...(Number.isInteger(entryYear) && entryYear > 0 ? { student: { entryYear } } : {}),
		}),
		createdAtMs: nowMs,
		personId: order.personId,
		insurance: residentsInsurance,
		insuranceYear: order.insuranceYear,
		settledAtMs: null,
	};
}

/** The gateway tells real time; rules want the business date. As many days back as the payment was, never ahead. */
function businessDateOf(paidAtMs: number, nowMs: number, today: IsoDate): IsoDate {
	const daysAgo = Math.max(0, daysBetween(shanghaiDate(paidAtMs), shanghaiDate(nowMs)));
	return addDays(today, -daysAgo);
}
