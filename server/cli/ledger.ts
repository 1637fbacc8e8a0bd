/** `npm run ledger -- verify`: holds the books of the money against orders, payments and held money. */
import { formatYuan } from '#shared/std/money.ts';
import { verifyLedger } from '#server/usecase/payment/verify-ledger.usecase.ts';
import { verifyCommand } from './verify-command.ts';

await verifyCommand('ledger', async ({ uow }) => {
	const { faults, balances } = await verifyLedger({ uow });
	return { faults, lines: balances.map(({ account, amountFen }) => `${account} ${formatYuan(amountFen)}`) };
});
