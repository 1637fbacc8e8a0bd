import { m } from '#lib/i18n/paraglide/messages.js';
import type { Role } from '#shared/domain/account/role.ts';

export interface Desk {
	href: string;
	title: string;
	note: string;
}

/** Which desks a role sees. Only what is shown: what may be read is the server's to say. */
export function desksOf(role: Role): Desk[] {
	const review = { href: '/office/review', title: m.office_to_review(), note: m.office_to_review_note() };
	const claims = { href: '/office/claims', title: m.office_to_claims(), note: m.office_to_claims_note() };
	const atWindow = { href: '/office/window', title: m.desk_window_title(), note: m.desk_window_note() };
	const school = { href: '/office/school', title: m.office_to_school(), note: m.office_to_school_note() };
	const roster = { href: '/office/roster', title: m.roster_title(), note: m.roster_desk_note() };
	const orders = { href: '/office/orders', title: m.office_to_orders(), note: m.office_to_orders_note() };
	const feedback = { href: '/office/feedback', title: m.feedback_title(), note: m.feedback_desk_note() };
	const drives = { href: '/office/drives', title: m.drive_title(), note: m.drive_desk_note() };
	const record = { href: '/office/record', title: m.desk_record_title(), note: m.desk_record_note() };
	const audit = { href: '/office/audit', title: m.audit_title(), note: m.audit_desk_note() };
	switch (role) {
		case 'reviewer':
			return [review, claims, atWindow, feedback, record];
		case 'school-admin':
			return [school, roster, drives, feedback];
		case 'clerk':
			return [orders];
		case 'auditor':
			return [audit];
		case 'student':
		case 'volunteer':
			return [];
	}
}

/** Where a desk's back link leads: to the choice of desks, or past it where there is no choice. */
export function deskBack(role: Role = 'student'): { href: string; label: string } {
	return desksOf(role).length > 1
		? { href: '/office', label: m.office_back() }
		: { href: '/account', label: m.account_title() };
}
