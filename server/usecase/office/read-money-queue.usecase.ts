import type { HeldCase, MoneyQueue } from '#shared/protocol/money.ts';
import type { AccountActor } from '../actor.ts';
import type { OrderRow } from '../payment/order-ports.ts';
import type { StrayPaymentRow } from '../payment/ports.ts';
import type { Services, Tx } from '../ports.ts';
import { leftBy, type FindLeft } from '../statement/left-by.ts';
import { writeDown } from './look-written-down.ts';
import { heldMoney } from './order-line.ts';

const limit = 300;

/** All that waits for a person, from both sides, with what was left as it is. The look is written down. */
export async function readMoneyQueue(call: { services: Services; actor: AccountActor }): Promise<MoneyQueue> {
	const { services, actor } = call;
	return services.uow.run(actor, async (tx) => {
		const left = await leftBy(tx);
		const held = await heldCases(tx, left);
		const rows = (await tx.statements.differences(limit)).map(({ orderId: _, ...row }) => ({
			...row,
			left: left('row', row.statementId, row.line),
		}));
		const missingThere = (await tx.statements.missingThere(limit)).map((row) => ({
			...row,
			left: left('missing-there', row.orderId),
		}));
		const count = held.length + rows.length + missingThere.length;
		await writeDown(tx, services, { actor, act: 'office.money-queue', subject: null, rows: count });
		return { held, rows, missingThere };
	});
}

async function heldCases(tx: Tx, left: FindLeft): Promise<HeldCase[]> {
	const strays = await tx.strays.ofAll(limit);
	const ids = strays.flatMap(({ orderId }) => orderId ?? []);
	const orders = new Map((await tx.orders.getMany(ids)).map((order) => [order.id, order]));
	return strays.map((stray) => heldCase(stray, orders.get(stray.orderId ?? '') ?? null, left));
}

function heldCase(stray: StrayPaymentRow, order: OrderRow | null, left: FindLeft): HeldCase {
	return {
		...heldMoney(stray),
		paidAtMs: stray.paidAtMs,
		method: stray.method,
		order: order && {
			id: order.id,
			serial: order.serial,
			nameMasked: order.payerNameMasked,
			schoolCode: order.schoolCode,
			state: order.state,
			amountFen: order.amountFen,
		},
		left: left('held', stray.id),
	};
}
