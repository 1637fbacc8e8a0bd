/**
 * Where a person stands in the database: for every table either which of its rows are about them and what of such a row
 * is not theirs to have, or why it holds nothing of anybody's. A test compares it with the tables that there are.
 *
 * Conditions are SQL over the row `t` and these sets of the one person: me (account_id, person_key, name; each may be null),
 * mine (enrollments), orders, payments, claims, notices, devices.
 */
export interface SubjectPart {
	/** As the file names it. */
	title: string;
	where: string;
	/** Secrets, and who else had to do with the row. */
	without?: readonly string[];
}

const account = 't.account_id = (select account_id from me)';
const owned = 't.owner_account_id = (select account_id from me)';
const enrollment = 't.enrollment_id in (select id from mine)';
const order = 't.order_id in (select id from orders)';
const claim = 't.claim_id in (select id from claims)';

export const subjectParts: Readonly<Record<string, SubjectPart>> = {
	account: {
		title: '账号',
		where: 't.id = (select account_id from me)',
		without: ['password_hash', 'unlock_key'],
	},
	account_person: { title: '实名信息', where: account },
	session: { title: '登录', where: account, without: ['token_hash'] },
	second_factor: { title: '动态口令', where: account, without: ['wrapped_secret', 'last_step'] },
	recovery_code: { title: '动态口令的恢复码', where: account, without: ['code_hash'] },
	device: { title: '使用过的设备', where: account },
	unsent_note: { title: '设备上还没有上传的数量', where: account, without: ['browser_hash'] },
	mutation_receipt: {
		title: '设备上传的回执',
		where: 't.device_id in (select id from devices)',
		without: ['body_hash'],
	},
	enrollment: { title: '参保登记', where: 't.id in (select id from mine)', without: ['owner_account_id'] },
	signature: { title: '手写签名', where: enrollment },
	evaluation: { title: '规则检查', where: enrollment },
	fact_request: { title: '等待核对的信息', where: enrollment },
	submission: { title: '提交记录', where: enrollment },
	review_word: { title: '审核意见', where: enrollment, without: ['reviewer_account_id'] },
	correction: { title: '更正', where: enrollment, without: ['reviewer_account_id'] },
	field_conflict: { title: '被覆盖的修改', where: enrollment },
	pairing_request: { title: '等待合并检查', where: enrollment },
	superseded_entry: { title: '由本人申报代替的登记', where: enrollment },
	school_registration: { title: '学校标记已登记', where: enrollment, without: ['marked_by_account_id'] },
	drive_entry: { title: '志愿者代录', where: enrollment, without: ['assignment_id', 'confirmation'] },
	case_hold: { title: '正在审核', where: enrollment, without: ['reviewer_account_id'] },
	bulk_item: { title: '批量审核', where: enrollment, without: ['bulk_id'] },
	bulk_approval: {
		title: '本人做的批量审核',
		where: 't.reviewer_account_id = (select account_id from me)',
	},
	review_view: { title: '本人保存的审核筛选', where: account },
	payment_order: { title: '缴费单', where: 't.id in (select id from orders)', without: ['owner_account_id'] },
	payment: { title: '缴费', where: order },
	stray_payment: { title: '待处理的款项', where: order },
	paid_for: { title: '代他人缴费', where: account },
	ledger_entry: { title: '记账', where: order, without: ['actor'] },
	statement_row: { title: '税务对账', where: order, without: ['cells'] },
	claim: { title: '报销申请', where: 't.id in (select id from claims)' },
	claim_act: { title: '报销办理记录', where: claim, without: ['account_id'] },
	claim_receipt: { title: '报销票据号', where: claim },
	claim_document: { title: '报销所用文件', where: claim },
	document: { title: '上传的文件', where: owned, without: ['place'] },
	stop_registration: { title: '停保登记', where: owned },
	notice: { title: '消息', where: 't.id in (select id from notices)' },
	notice_delivery: {
		title: '短信和通知的发送',
		where: 't.notice_id in (select id from notices)',
		without: ['reached'],
	},
	push_subscription: {
		title: '通知订阅',
		where: account,
		without: ['endpoint', 'session_hash', 'p256dh', 'auth'],
	},
	feedback: { title: '反馈', where: owned },
	drive_assignment: { title: '志愿者身份', where: account, without: ['invitation_id'] },
	drive_helper: {
		title: '学校指定的集中参保帮手',
		where: 't.phone = (select phone from account where id = (select account_id from me))',
		without: ['added_by_account_id'],
	},
	drive_contact: {
		title: '志愿者设备的联系',
		where: 't.device_id in (select id from devices)',
	},
	roster_student: {
		title: '学校名册',
		where: `${enrollment} or t.person_key = (select person_key from me)`,
		without: ['word_by_account_id', 'stay_by_account_id', 'prepared_by_account_id'],
	},
	outcome_scan: {
		title: '学校为去向留存的凭证',
		where: `t.student_id in (select s.id from roster_student s where s.enrollment_id in (select id from mine)
			or s.person_key = (select person_key from me))`,
		without: ['owner_account_id'],
	},
	window_entry: {
		title: '医保中心窗口录入',
		where: 't.person_key = (select person_key from me)',
		without: ['entered_by_account_id'],
	},
	window_use: {
		title: '从窗口录入开始的登记',
		where: account,
		without: ['entered_by_account_id'],
	},
	legal_hold: { title: '依法暂不删除', where: account },
	audit_entry: {
		title: '操作和查看记录',
		where: `t.subject in (select id from mine union all select id from orders union all select id from claims
			union all select account_id from me)`,
		without: ['actor'],
	},
};

/** Tables without anything of a person's, and why. */
export const impersonalTables: Readonly<Record<string, string>> = {
	one_time_code: 'a hash that ends within minutes',
	sign_in_ticket: 'a sign-in half-way through: a hash that ends within minutes',
	rate_limit: 'counters under hashed names that end within hours',
	secret: 'the product’s own',
	setting: 'the product’s own',
	change: 'that a record changed: the record is here itself',
	audit_seal: 'hashes over all entries alike',
	audit_unsealed: 'which entries wait for their seal: their numbers alone',
	ledger_line: 'the amounts of an entry, which is here',
	statement: 'a file of the tax side’s as a whole',
	left_open: 'a clerk’s note on a line of money',
	drive: 'a place and a day',
	drive_invitation: 'hashes of tokens',
	school_key: 'keys of schools',
	withdrawn_entry: 'an id of what was taken back, and of nobody',
	drive_roster: 'which classes a school gave to a drive',
	roster_file: 'a school’s file as a whole, until it is applied or given up',
	list_export: 'that a list was taken, without its rows',
	list_export_part:
		'a copy of rows that stand in the tables themselves, until its asker has it, for a day at most',
	school_staff: 'whom a school names as responsible, without an account',
	audit_check: 'that the chain was looked at',
	roster_import: 'a file of a school’s as a whole',
	roster_line: 'what a file would do: it ends with the import, and what it did is in the roster',
	roster_change: 'what undoes an import: the roster says what holds',
	roster_candidate: 'a question to the school; its answer is in the roster',
	kysely_migration: 'the database’s own',
	kysely_migration_lock: 'the database’s own',
};
