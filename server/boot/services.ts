import path from 'node:path';
import { createRosterReader } from '#server/adapters/roster/roster-reader.ts';
import { createAuditHeadsFile } from '#server/adapters/audit-heads-file.ts';
import { createRegisterHttp } from '#server/adapters/register-http.ts';
import { createDocumentCheck } from '#server/adapters/inspect/document-check.ts';
import { createPapersPdf } from '#server/adapters/papers/papers-pdf.ts';
import { createPushHttp } from '#server/adapters/push-http.ts';
import { keepPushKeys } from '#server/adapters/push-keys-file.ts';
import { keepMasterKey } from '#server/adapters/master-key-file.ts';
import { createTotp } from '#server/adapters/totp.ts';
import { createSchoolKeys } from '#server/adapters/school-keys.ts';
import { createS3Documents } from '#server/adapters/s3-documents.ts';
import { createSmsHttp } from '#server/adapters/sms-http.ts';
import { createTaxGateway } from '#server/adapters/tax-gateway-http.ts';
import { createPokeHub, type PokeHub } from '#server/http/poke-hub.ts';
import type { Database } from '#server/store/database.ts';
import { createFsDocuments } from '#server/store/documents/fs-documents.ts';
import { createPartFiles } from '#server/store/documents/part-files.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { createBusinessDate } from '#server/usecase/moment/business-date.ts';
import type { LoggerPort, Services } from '#server/usecase/ports.ts';
import type { PushPort } from '#server/usecase/notice/ports.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import type { Config } from './config.ts';
import { createLogger } from './logger.ts';

/** Wires the ports to their drivers; a test may put its own in the place of any. */
export async function createServices(
	config: Config,
	database: Database,
	overrides: Partial<Services>,
): Promise<{ services: Services; hub: PokeHub }> {
	const clock = overrides.clock ?? systemClock;
	const logger = overrides.logger ?? createLogger(config.logLevel);
	const uow = createUnitOfWork(database);
	const hub = createPokeHub();
	const demoStartDate = config.mode === 'demo' ? config.demoStartDate : null;
	const payBaseUrl = config.mode === 'demo' ? config.gateway.payUrl : null;
	const master = await masterKey(config);
	const services: Services = {
		uow,
		clock,
		random: systemRandom,
		logger,
		businessDate: await createBusinessDate({ uow, clock, demoStartDate }),
		sms: createSmsHttp(config.sms, logger),
		register: createRegisterHttp(config.register, logger),
		gateway: createTaxGateway({ ...config.gateway, payBaseUrl }, clock, logger),
		push: await pushPort(config, logger),
		sealing: master === null ? null : createSchoolKeys(master),
		secondFactor: master === null ? null : createTotp(master, logger),
		staffSecondFactor: config.staffSecondFactor,
		pokes: hub,
		papers: createPapersPdf(logger),
		auditHeads: createAuditHeadsFile(path.join(config.dataDir, 'audit-heads.jsonl')),
		claimReview: config.claimReview,
		retentionDays: config.retentionDays,
		review: config.review,
		documentCheck: createDocumentCheck(logger),
		rosterReader: createRosterReader(logger),
		documents: config.s3
			? createS3Documents(config.s3, logger)
			: createFsDocuments(path.join(config.dataDir, 'documents')),
		parts: createPartFiles(path.join(config.dataDir, 'uploads')),
		...overrides,
	};
	return { services, hub };
}

/** The demo makes a master key of its own; production without one offers no drives and no second factor. */
async function masterKey({ mode, schoolKeyMaster, dataDir }: Config): Promise<string | null> {
	if (schoolKeyMaster !== null || mode !== 'demo') return schoolKeyMaster;
	return keepMasterKey(path.join(dataDir, 'school-key-master'));
}

/** The demo makes keys of its own; production without keys offers no pushes. */
async function pushPort({ mode, push, dataDir }: Config, logger: LoggerPort): Promise<PushPort | null> {
	const isDemo = mode === 'demo';
	const keys = push.keys ?? (isDemo ? await keepPushKeys(path.join(dataDir, 'push-keys.json')) : null);
	const { subject, testOrigin } = push;
	return keys && createPushHttp({ ...keys, subject, testOrigin }, logger);
}
