/** Prints the demo's accounts, a line each: what `npm start` shows. */
import { demoAccounts } from '#server/boot/demo-data/accounts.ts';

for (const { phone, title } of demoAccounts) console.log(`  ${phone}  ${title.zh}  (${title.en})`);
