/** `npm run ledger -- verify`: holds the books of the money against orders, payments and held money. */
import { formatYuan } from '#shared/std/money.ts';
import { ConfigError, readConfig } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { verifyLedger } from '#server/usecase/payment/verify-ledger.usecase.ts';

async function verify(): Promise<number> {
	const database = await openDatabase(placeOf(readConfig(process.env)));
	try {
		const { faults, balances } = await verifyLedger({ uow: createUnitOfWork(database) });
		for (const fault of faults) console.log(fault);
		for (const { account, amountFen } of balances) console.log(`${account} ${formatYuan(amountFen)}`);
		console.log(`${faults.length} faults`);
		return faults.length === 0 ? 0 : 1;
	} finally {
		await database.close();
	}
}

if (process.argv[2] !== 'verify') {
	console.error('usage: npm run ledger -- verify   (with the embedded database: stop the server first)');
	process.exit(2);
}
try {
	process.exitCode = await verify();
} catch (error) {
	if (!(error instanceof ConfigError || error instanceof DatabaseInUseError)) throw error;
	console.error(error.message);
	process.exitCode = 2;
}
