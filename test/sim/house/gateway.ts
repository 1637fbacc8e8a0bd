/** The tax side: takes orders and money, and tells of it by signed callbacks that may come late, twice or never. */
import { hmacSha256Hex } from '#shared/std/hmac.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type {
	GatewayAnswer,
	GatewayOrder,
	GatewayPayment,
	GatewayPort,
} from '#server/usecase/payment/ports.ts';
import type { Rng } from '../engine/rng.ts';
import type { Scheduler } from '../engine/scheduler.ts';

export const gatewaySecret = 'simulated-gateway-secret';

interface Held {
	order: GatewayOrder;
	isVoid: boolean;
	payments: GatewayPayment[];
}

/** What may go wrong on the way of one callback. */
export interface CallbackFaults {
	silent: number;
	lost: number;
	doubled: number;
	/** At most so late, ms. */
	lateMs: number;
}

export const calmGateway: CallbackFaults = { silent: 0, lost: 0, doubled: 0, lateMs: 0 };

type Send = (rawBody: string, headers: Record<string, string>) => Promise<number>;

const retryMs = 60_000;
const mostTries = 40;

export class SimulatedGateway implements GatewayPort {
	faults: CallbackFaults = calmGateway;
	/** Every payment that it took, and those whose callback our server has answered for good. */
	readonly taken: GatewayPayment[] = [];
	readonly answered = new Set<string>();
	readonly orders = new Map<string, Held>();
	/** Callbacks still to be delivered. */
	open = 0;
	readonly #scheduler: Scheduler;
	readonly #rng: Rng;
	#send: Send = () => Promise.reject(new Error('no server'));
	#receipts = 0;

	constructor(scheduler: Scheduler, rng: Rng) {
		this.#scheduler = scheduler;
		this.#rng = rng;
	}

	connect(send: Send): void {
		this.#send = send;
	}

	async putOrder(order: GatewayOrder): Promise<void> {
		await this.#hear();
		const held = this.orders.get(order.orderId);
		if (!held) this.orders.set(order.orderId, { order, isVoid: false, payments: [] });
	}

	async voidOrder(orderId: string): Promise<GatewayAnswer> {
		await this.#hear();
		const held = this.orders.get(orderId);
		if (!held) return { state: 'void' };
		held.isVoid = true;
		return { state: 'void', payments: held.payments };
	}

	/** Nobody in the simulation begins and gives up. */
	cancelOrder(orderId: string): Promise<GatewayAnswer> {
		return this.queryOrder(orderId);
	}

	async queryOrder(orderId: string): Promise<GatewayAnswer> {
		await this.#hear();
		const held = this.orders.get(orderId);
		if (!held) return { state: 'unknown' };
		const [payment] = held.payments;
		if (payment) return { state: 'paid', payment, payments: held.payments };
		return { state: held.isVoid ? 'void' : 'due' };
	}

	payUrl(orderId: string): string {
		return `http://gateway.invalid/pay/${orderId}`;
	}

	/** A person pays. `amountFen` other than the order's is the channel's mistake. */
	pay(orderId: string, { amountFen }: { amountFen?: number } = {}): void {
		const held = this.orders.get(orderId);
		if (!held) return;
		const payment: GatewayPayment = {
			orderId,
			amountFen: amountFen ?? held.order.amountFen,
			taxReceiptNumber: `3${String(++this.#receipts).padStart(17, '0')}`,
			paidAtMs: this.#scheduler.nowMs,
			method: 'wechat',
		};
		held.payments.push(payment);
		this.taken.push(payment);
		this.tell(payment);
	}

	/** Tells of a payment until our server has answered for good, or it is lost on the way. */
	tell(payment: GatewayPayment): void {
		const copies = this.#rng.chance(this.faults.doubled) ? 2 : 1;
		if (this.#rng.chance(this.faults.lost)) return;
		for (let copy = 0; copy < copies; copy++) {
			this.open += 1;
			const delayMs = this.#rng.int(0, this.faults.lateMs);
			const { world } = this.#scheduler;
			this.#scheduler.after(delayMs, () => void this.#deliver(payment, mostTries), world);
		}
	}

	/** Somebody else's word in the gateway's name. */
	async forge(payment: GatewayPayment): Promise<number> {
		const timestamp = String(this.#scheduler.nowMs);
		const signature = await hmacSha256Hex('not-the-secret', `${timestamp}.${JSON.stringify(payment)}`);
		return this.#post(payment, timestamp, signature);
	}

	async #deliver(payment: GatewayPayment, tries: number): Promise<void> {
		const timestamp = String(this.#scheduler.nowMs);
		const rawBody = JSON.stringify(payment);
		const signature = await hmacSha256Hex(gatewaySecret, `${timestamp}.${rawBody}`);
		const status = await this.#post(payment, timestamp, signature);
		if (status === 200 || status === 409) this.answered.add(payment.taxReceiptNumber);
		if (status === 200 || status === 409 || tries === 0) {
			this.open -= 1;
			return;
		}
		this.#scheduler.after(retryMs, () => void this.#deliver(payment, tries - 1), this.#scheduler.world);
	}

	async #post(payment: GatewayPayment, timestamp: string, signature: string): Promise<number> {
		const headers = {
			'content-type': 'application/json',
			'x-gateway-timestamp': timestamp,
			'x-gateway-signature': signature,
		};
		return this.#send(JSON.stringify(payment), headers).catch(() => 0);
	}

	async #hear(): Promise<void> {
		await this.#scheduler.sleep(this.#rng.int(1, 200));
		if (this.#rng.chance(this.faults.silent)) throw new RefusalError({ code: 'payment.gateway-silent' });
	}
}
