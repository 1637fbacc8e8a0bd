/** Parts of the app that few pages ask for: where each one's code lies. Comes with the first page that wants one. */
import type { Device } from '#lib/device/device.ts';

export const papers = async (device: Device) => (await import('./paper-desk.ts')).paperDesk(device);
export const record = async (device: Device) => (await import('./record-desk.ts')).recordDesk(device);
export const secondFactor = async () =>
	(await import('#lib/transport/second-factor-wire.ts')).secondFactorWire();
export const feedback = async (device: Device) => (await import('./feedback.ts')).feedbackPort(device);
export const feedbackDesk = async () => (await import('#lib/transport/feedback-wire.ts')).feedbackDeskWire();
export const driveDesk = async () => (await import('#lib/transport/drive-desk-wire.ts')).driveDeskWire();
export const outcome = async () => (await import('./outcome.ts')).outcomePort();
export const audit = async () => (await import('#lib/transport/audit-wire.ts')).auditWire();
export const claimReview = async () =>
	(await import('#lib/transport/claim-review-wire.ts')).claimReviewWire();
export const money = async () => (await import('#lib/transport/money-wire.ts')).moneyWire();
export const payer = async () => (await import('#lib/transport/payer-wire.ts')).payerWire();
export const volunteer = async (device: Device) => (await import('./volunteer.ts')).volunteerPort(device);
export const entered = async () => (await import('#lib/transport/entered-wire.ts')).enteredWire();
export const window = async () => (await import('#lib/transport/window-wire.ts')).windowWire();
