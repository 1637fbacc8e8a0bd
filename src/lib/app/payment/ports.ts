import type { OtherOrder, OtherOrderInput, PaidForList } from '#shared/protocol/payer.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import type { Answer } from '../app.ts';

/** What a payer does beside paying. Each asks the server at once; the result also comes by sync. */
export interface PayerPort {
	/** 取消缴款 */
	cancel(orderId: string): Answer<OrderView>;
	/** 申报作废 */
	void(orderId: string): Answer<OrderView>;
	/** 重新申报: the answer is the new order. */
	declareAgain(orderId: string): Answer<OrderView>;
	/** 代他人缴费 */
	forOther(input: OtherOrderInput): Answer<OtherOrder>;
	/** 代缴记录 */
	paidFor(): Answer<PaidForList>;
}
