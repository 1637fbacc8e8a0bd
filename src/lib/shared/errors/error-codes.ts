/**
 * The one list of error codes: code → HTTP status. A code is never reused; a retired one stays as a gravestone.
 * The words for people are in i18n under `error_` + the code with `.` and `-` as `_`.
 */
export const errorStatusByCode = {
	// the call
	'request.malformed': 400,
	'request.too-large': 413,
	'request.unknown-field': 400,
	'request.too-many': 429,
	'request.cross-site': 403, // asked for by a page of another site
	'request.client-too-old': 426,
	'request.not-found': 404, // absent and forbidden look the same
	// signing in
	'auth.required': 401,
	'auth.code-wrong': 400,
	'auth.code-expired': 400,
	'auth.code-locked': 429,
	'auth.password-wrong': 400,
	'auth.password-weak': 400,
	'auth.phone-invalid': 400,
	'auth.ticket-expired': 400, // between the two steps of a sign-in: too late, too many tries, or used
	'auth.second-factor-needed': 403, // staff reach nothing before they have set one up
	'auth.second-factor-wrong': 400, // or used already
	'auth.second-factor-changed': 409, // it is on, or off, already
	'auth.second-factor-closed': 503, // no master key, or not the one that it was set up with
	'auth.person-mismatch': 409,
	'auth.person-taken': 409,
	'auth.not-bound': 409,
	'auth.register-silent': 503,
	'auth.sms-silent': 503,
	// the exchange
	'sync.sequence-gap': 409,
	'sync.repeated-otherwise': 409, // the same sequence number with another body
	'sync.unknown-kind': 422,
	'sync.parked': 409, // an earlier mutation of this record was refused
	'sync.device-unknown': 409,
	// enrollment
	'enrollment.wrong-state': 409,
	'enrollment.content-changed': 409, // the fields here do not have the hash that was signed and submitted
	'enrollment.signature-missing': 422,
	'enrollment.signature-void': 422,
	'enrollment.consent-missing': 422,
	'enrollment.not-own': 403, // the form's person is not the account's person
	'enrollment.scheme-unknown': 422,
	'enrollment.scheme-not-in-force': 422,
	'enrollment.school-unknown': 422,
	'enrollment.incomplete': 422,
	'enrollment.duplicate': 409,
	'enrollment.findings-stand': 409, // a reviewer cannot approve over a finding that stands against it
	'enrollment.own-review': 403, // nobody approves their own enrollment
	'enrollment.own-entry': 403, // nor one of whom they took down at the window: another reviewer's
	'enrollment.paid-already': 409, // what is paid is corrected, not opened again
	'enrollment.correction-decides': 409, // it would change the amount or the benefits
	'enrollment.fact-known': 409, // a register tells what a reviewer would set by hand
	// the reviewer's desk
	'review.held': 409, // another reviewer has the case in hand
	// stopping insurance elsewhere
	'stop.not-today': 409, // it was filled in for another day, and takes effect at once
	'stop.id-taken': 409, // the same id with another form
	// claims and their documents
	'claim.wrong-state': 409,
	'claim.content-changed': 409, // what the server holds is not what was submitted
	'claim.not-offered': 422, // the scheme's document has no claims of this kind
	'claim.not-needed': 422, // settled at the hospital
	'claim.scheme-unknown': 422,
	'claim.scheme-not-in-force': 422,
	'claim.incomplete': 422,
	'claim.document-missing': 422, // the server does not hold a file that the claim names
	'claim.own-review': 403, // nobody judges their own claim
	'claim.papers-open': 409, // a paper without a word, or one that is questioned
	'claim.bills-open': 409, // no bill yet, or one that is questioned
	'claim.amount-out-of-range': 422, // beyond what the scheme's document leaves
	'claim.second-person': 409, // an amount like this is confirmed by another person
	'document.offset-differs': 409, // bytes that begin where the server does not go on
	'document.hash-differs': 422, // all bytes came, and they are another file
	'document.too-large': 413,
	'document.type-unknown': 415,
	'document.heic': 415,
	'document.encrypted': 415,
	'document.unreadable': 415, // not a whole picture or PDF of its kind
	'document.active': 415, // a PDF that does something when it is opened
	'document.too-many-pages': 413,
	'document.unpacks-too-large': 413, // small as a file, and far too large once it is opened
	'document.quota': 413, // this account has too many bytes on the server
	'paper.not-drawn': 503, // the process that draws PDFs was late or died
	// payment
	'payment.signature-invalid': 401,
	'payment.stale': 400,
	'payment.amount-differs': 409,
	'payment.order-unknown': 503, // to the gateway: no such order, or not yet; it should tell again
	'payment.gateway-silent': 503,
	'payment.handled-already': 409, // held money about which somebody has decided meanwhile
	'payment.not-now': 409, // the order has gone on meanwhile, and this can no longer be done about it
	'payment.not-fitting': 409, // held money is not what the order asks for
	'statement.unreadable': 422, // a statement or a roster that is neither CSV nor XLSX, or broken
	'statement.wrong-columns': 422,
	// drives
	'drive.not-offered': 409, // no master key is configured
	'drive.not-a-volunteer': 403,
	'drive.invitation-unknown': 404,
	'drive.invitation-revoked': 409,
	'drive.invitation-expired': 409,
	'drive.invitation-used-up': 409,
	'drive.other-school': 403,
	'drive.closed': 409,
	'drive.assignment-revoked': 403, // the school sent this volunteer away, after it made the invitation
	'drive.not-assigned': 403, // the assignment is not the sender's, or of another drive
	'drive.key-unknown': 422, // sealed for a key that the school does not have
	'drive.not-opened': 422, // changed on its way, or sealed for another record
	'drive.content-unreadable': 422, // it opened, and is no draft of this drive
	'drive.handed-over-otherwise': 409, // the same record came before with another content
	'drive.entry-unknown': 404, // no such token, or the volunteer's phone has not sent it yet
	'drive.entry-settled': 409, // the student has declared already
	// feedback
	'feedback.picture-missing': 422, // the server does not hold a picture that it names
	'feedback.no-school': 409, // no enrollment says which school would answer
	'feedback.handled-already': 409,
	// a school's console
	'outcome.export-over': 409, // taken already, refused, or its time is over
	'outcome.own-export': 403, // nobody agrees to a list that they asked for themselves
	'outcome.scan-missing': 422, // the server does not hold the scan that the word names
	'outcome.second-person': 409, // the list has grown: another administrator must agree
	// everything else
	'demo.not-available': 404,
	'server.unavailable': 503,
	'server.bug': 500,
	// what only a device can find
	'network.offline': 0,
	'network.captive-portal': 0, // a login page or other HTML instead of JSON
	'network.timeout': 0,
	'device.storage-full': 0,
	'device.storage-lost': 0,
	'device.key-missing': 0,
	'device.document-missing': 0,
	'device.entry-spoiled': 0, // something that waited to be sent does not open any more
	'device.vault-locked': 0, // a volunteer's vault wants its passphrase
	'device.passphrase-wrong': 0,
	'device.passphrase-short': 0,
	'device.passkey-failed': 0, // turned down, or what the person has gives no secret
	'device.vault-waits': 0, // after wrong passphrases, with when to try again
	'device.lease-over': 0, // too long without having heard from the server
	'sync.server-restored': 0, // the server forgot a submission, and this phone holds it
} as const;

export type ErrorCode = keyof typeof errorStatusByCode;

export function isErrorCode(text: unknown): text is ErrorCode {
	return typeof text === 'string' && Object.hasOwn(errorStatusByCode, text);
}
