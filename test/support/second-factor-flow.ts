/** Members of staff with a second factor, as the server under test knows them, and what their apps show. */
import { sql } from 'kysely';
import { TOTP } from 'otpauth';
import type { Role } from '#shared/domain/account/role.ts';
import type { Caller, MovableClock, ServerUnderTest } from './server-under-test.ts';

const stepMs = 30_000;
let phones = 0;

export class StaffHouse {
	readonly under: ServerUnderTest;
	readonly clock: MovableClock;
	constructor(under: ServerUnderTest, clock: MovableClock) {
		this.under = under;
		this.clock = clock;
	}

	/** Somebody of the office, signed in by code. */
	async staff(role: Role = 'reviewer') {
		phones += 1;
		const phone = `1370000${String(phones).padStart(4, '0')}`;
		const caller = await this.under.signedIn(phone);
		const { id } = (await caller.query('account.me')).data as { id: string };
		await sql`update account set role = ${role} where id = ${id}`.execute(this.under.server.database.owner);
		return { id, phone, caller };
	}

	/** What the app of this secret shows, `steps` of thirty seconds from now. */
	codeOf(key: string, steps = 0): string {
		return new TOTP({ secret: key }).generate({ timestamp: this.clock.nowMs() + steps * stepMs });
	}

	/** The same with the second factor set up, and its first code used. */
	async withFactor(role?: Role) {
		const staff = await this.staff(role);
		const { key } = (await staff.caller.mutate('secondFactor.begin', {})).data as { key: string };
		const told = await staff.caller.mutate('secondFactor.confirm', { code: this.codeOf(key) });
		if (told.status !== 200) throw new Error(`it was not confirmed: ${told.code}`);
		const { codes } = told.data as { codes: string[] };
		this.nextCode();
		return { ...staff, key, codes };
	}

	/** The app shows another code: none works twice. */
	nextCode(): void {
		this.clock.moveOn(stepMs);
	}

	/** The first step of a sign-in in a new browser. */
	async firstStep(phone: string, more: object = { takesTicket: true }) {
		const caller = this.under.caller();
		await caller.mutate('account.requestCode', { phone, purpose: 'sign-in' });
		const code = await this.under.codeOf(phone);
		const reply = await caller.mutate('account.signInWithCode', { phone, code, ...more });
		return { caller, reply, ticket: reply.data?.ticket as string };
	}

	secondStep(caller: Caller, ticket: string, code: string) {
		return caller.mutate('account.signInWithSecondFactor', { ticket, code });
	}

	async acts(id: string): Promise<{ act: string; actor: string; detail: unknown }[]> {
		const { rows } = await sql<{ act: string; actor: string; detail: unknown }>`
			select act, actor, detail from audit_entry where subject = ${id} order by at_ms, id`.execute(
			this.under.server.database.owner,
		);
		return rows;
	}
}
