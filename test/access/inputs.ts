import { randomUUID } from 'node:crypto'

/** Ids of one organisation that a procedure may be asked about. */
export interface World {
  readonly userId: string
  readonly keyId: string
  readonly personId: string
  readonly teamId: string
  readonly dealId: string
  readonly importId: string
  readonly boardId: string
  readonly screenId: string
  readonly viewId: string
  readonly editId: string
}

type Input = (world: World) => unknown

const nothing: Input = () => undefined
const token = 'A'.repeat(43)
const scope = ({ teamId }: World) => ({ kind: 'team', id: teamId })
const board = {
  title: 'Wall',
  pages: [{ kind: 'burn-down', scope: { kind: 'company', id: 'all' }, period: 'month' }],
  percentOnly: false,
  rotationSeconds: 20,
}

/**
 * A valid input for every procedure of the contract. One that is missing here fails the matrix: add a line for every
 * new procedure, with the ids of `world` wherever it takes an id.
 */
export const INPUTS: Readonly<Record<string, Input>> = {
  'metrics.grid': (world) => ({ scope: scope(world), period: '2026-11', metrics: ['bookings'] }),
  'metrics.course': (world) => ({ scope: scope(world), period: '2026-11', metric: 'bookings' }),
  'metrics.split': (world) => ({ scope: scope(world), period: '2026-11', metric: 'bookings', by: 'segment' }),
  'metrics.values': () => ({ metrics: ['bookings'] }),
  'metrics.rows': () => ({ metric: 'bookings' }),
  'metrics.definitions': nothing,
  'analysis.query': () => ({ sql: 'select name from deals' }),
  'analysis.views': nothing,
  'captures.mine': nothing,
  'captures.everybody': nothing,
  'captures.get': ({ importId }) => ({ importId }),
  'captures.entries': ({ importId }) => ({ importId, show: 'stored' }),
  'captures.apply': ({ importId }) => ({ importId }),
  'captures.again': ({ importId }) => ({ importId }),
  'captures.remove': ({ importId }) => ({ importId }),
  'captures.undo': ({ importId }) => ({ importId }),
  'captures.redo': ({ importId }) => ({ importId }),
  'captures.learn': () => ({ domain: 'acme.example', owner: { kind: 'not-business' } }),
  'captures.forget': () => ({ domain: 'acme.example' }),
  'demo.status': nothing,
  'demo.start': nothing,
  'demo.delete': nothing,
  'people.contrast': nothing,
  'people.list': (world) => ({ scope: scope(world) }),
  'people.profile': ({ personId }) => ({ personId, period: '2026-11' }),
  'receipts.get': () => ({ figure: { kind: 'none', of: {} } }),
  'today.get': (world) => ({ scope: scope(world), period: '2026-11' }),
  'search.find': () => ({ text: 'marker' }),
  'session.me': nothing,
  'session.signIn': () => ({ email: 'nobody@example.org', password: 'not the password' }),
  'session.signOut': nothing,
  'session.link': () => ({ token }),
  'session.firstUser': () => ({
    token,
    email: 'nobody@example.org',
    name: 'Nobody',
    password: 'correct horse battery',
  }),
  'session.acceptInvite': () => ({ token, name: 'Nobody', password: 'correct horse battery' }),
  'session.acceptReset': () => ({ token, password: 'correct horse battery' }),
  'session.code': () => ({ code: '000000' }),
  'session.passkey.ask': nothing,
  'session.passkey.signIn': () => ({ response: { id: 'none' } }),
  'session.forgot': () => ({ email: 'nobody@example.org' }),
  'session.changePassword': () => ({ current: 'not the password', next: 'correct horse battery' }),

  'me.get': nothing,
  'me.prefer': () => ({ theme: 'dark' }),
  'me.consent': () => ({ question: 'wallPersonBars', agreed: true }),
  'me.sessions.list': nothing,
  'me.sessions.end': ({ userId }) => ({ id: userId }),
  'me.passkeys.list': nothing,
  'me.passkeys.begin': nothing,
  'me.passkeys.finish': () => ({ response: { id: 'none' }, name: 'Laptop' }),
  'me.passkeys.remove': ({ userId }) => ({ id: userId }),
  'me.twoFactor.enable': () => ({ password: 'not the password' }),
  'me.twoFactor.confirm': () => ({ code: '000000' }),
  'me.twoFactor.disable': () => ({ password: 'not the password' }),

  'members.list': nothing,
  'members.invite': ({ personId }) => ({ email: 'new@example.org', level: 'rep', personId }),
  'members.invitations.list': nothing,
  'members.invitations.renew': () => ({ id: token }),
  'members.invitations.revoke': () => ({ id: token }),
  'members.reset': ({ userId }) => ({ userId }),
  'members.setLevel': ({ userId }) => ({ userId, level: 'viewer' }),
  'members.setPerson': ({ userId, personId }) => ({ userId, personId }),
  'members.deactivate': ({ userId }) => ({ userId }),
  'members.reactivate': ({ userId }) => ({ userId }),
  'members.startAlone': () => ({}),
  'members.apiKeys.list': nothing,
  'members.apiKeys.create': () => ({ name: 'matrix' }),
  'members.apiKeys.revoke': ({ keyId }) => ({ keyId }),
  'members.views.mine': () => ({}),
  'members.views.all': ({ personId }) => ({ personId }),

  'org.tree': () => ({}),
  'org.history': ({ personId }) => ({ personId }),
  'org.edit': ({ personId, teamId }) => ({
    editId: randomUUID(),
    edits: [{ kind: 'membership', id: personId, since: '2026-11-16', patch: { teamId } }],
  }),
  'org.undo': ({ editId }) => ({ editId }),
  'org.leaver.book': ({ personId }) => ({ personId }),
  'org.leaver.leave': ({ personId }) => ({ editId: randomUUID(), personId, lastDay: '2026-11-20', to: null }),

  'deals.figures': () => ({ status: 'won', by: 'owner' }),
  'deals.list': () => ({ status: 'all' }),
  'deals.stages': nothing,
  'deals.create': () => ({ name: 'A deal' }),
  'deals.edit': ({ dealId }) => ({ dealId, edit: { nextStep: 'Call back' } }),
  'deals.editMany': ({ dealId }) => ({ edits: [{ dealId, edit: { nextStep: 'Call back' } }] }),
  'deals.editListed': (world) => ({
    editId: '01a20000-0000-7000-8000-000000000002',
    search: {},
    scope: scope(world),
    change: { edit: { nextStep: 'Call back' } },
  }),
  'deals.listedEdits': nothing,
  'deals.undoListed': () => ({ editId: '01a20000-0000-7000-8000-000000000002' }),
  'deals.board': (world) => ({ scope: scope(world), group: 'owner' }),
  'deals.choices': nothing,
  'deals.get': ({ dealId }) => ({ dealId }),
  'deals.remove': ({ dealId }) => ({ dealId }),

  'changes.waterfall': (world) => ({ scope: scope(world), from: '2026-01-01' }),
  'changes.rows': (world) => ({ scope: scope(world), from: '2026-01-01', part: 'new' }),

  'merges.merge': ({ personId, teamId }) => ({ kind: 'account', from: personId, into: teamId }),
  'merges.mergePeople': ({ personId, teamId }) => ({ from: personId, into: teamId }),
  'merges.split': ({ personId }) => ({ mergeId: personId }),
  'merges.of': ({ personId }) => ({ kind: 'person', id: personId }),

  'accounts.list': (world) => ({ scope: scope(world) }),
  'accounts.choices': () => ({}),
  'accounts.get': ({ personId }) => ({ accountId: personId }),
  'accounts.create': () => ({ name: 'An account' }),
  'accounts.edit': ({ personId }) => ({ accountId: personId, edit: { name: 'Another name' } }),
  'accounts.remove': ({ personId }) => ({ accountId: personId }),
  'accounts.contacts.list': () => ({}),
  'accounts.contacts.get': ({ personId }) => ({ contactId: personId }),
  'accounts.contacts.create': () => ({ name: 'A contact' }),
  'accounts.contacts.edit': ({ personId }) => ({ contactId: personId, edit: { title: 'Head' } }),
  'accounts.contacts.remove': ({ personId }) => ({ contactId: personId }),

  'comments.list': ({ dealId }) => ({ kind: 'deal', ids: [dealId] }),
  'comments.add': ({ dealId }) => ({ subject: { kind: 'deal', id: dealId }, text: 'A word', reasons: ['timing'] }),
  'comments.remove': ({ personId }) => ({ commentId: personId }),

  'settings.workspace': nothing,
  'baseline.read': (world) => ({ scope: scope(world), period: '2026-11' }),
  'ramp.roles': nothing,
  'ramp.curve': () => ({ discipline: 'ae', metric: 'meetings-held' }),
  'settings.goals': () => ({ period: '2026-11' }),
  'settings.setGoal': (world) => ({
    scope: scope(world),
    metric: 'bookings',
    period: '2026-11',
    minor: 100,
    source: 'quota',
    from: 'correction',
  }),
  'settings.setGoals': (world) => ({
    editId: randomUUID(),
    goals: [{ scope: scope(world), period: '2026-11', minor: 100, source: 'quota', from: 'correction' }],
  }),
  'settings.sheet': () => ({ year: '2026', unit: 'quarter' }),
  'settings.suggestion': ({ personId }) => ({ scope: { kind: 'person', id: personId }, period: '2026-11' }),
  'settings.edit': ({ personId }) => ({
    editId: randomUUID(),
    edits: [{ kind: 'leave', since: 'correction', patch: { personId, from: '2026-11-16', to: '2026-11-17' } }],
  }),
  'settings.policy': nothing,
  'settings.calendars': nothing,
  'settings.pipelines': nothing,
  'settings.rates': nothing,
  'settings.audit': () => ({}),
  'settings.mail.get': nothing,
  'settings.mail.set': () => ({ host: '127.0.0.1', port: 1, security: 'none', user: null, from: 'a@example.org' }),
  'settings.mail.test': () => ({ to: 'a@example.org' }),
  'settings.mail.clear': nothing,
  'settings.clock.get': nothing,
  'settings.clock.set': () => ({ pin: '2026-11-16' }),
  'settings.clock.clear': nothing,

  'sources.imports.list': nothing,
  'sources.imports.get': ({ importId }) => ({ importId }),
  'sources.imports.preview': ({ importId }) => ({ importId }),
  'sources.imports.answer': ({ importId }) => ({ importId, key: 'k', value: 'v' }),
  'sources.imports.setMapping': ({ importId }) => ({ importId, fileNo: 1, column: 0, field: null }),
  'sources.imports.apply': ({ importId }) => ({ importId }),
  'sources.imports.undo': ({ importId }) => ({ importId }),
  'sources.imports.redo': ({ importId }) => ({ importId }),
  'sources.imports.recount': ({ importId }) => ({ importId }),
  'sources.imports.remove': ({ importId }) => ({ importId }),
  'sources.imports.withdrawal': ({ importId }) => ({ importId }),
  'sources.imports.replace': ({ importId }) => ({ importId, file: 'f', column: 'c', value: 'v', as: null }),
  'sources.imports.setObject': ({ importId }) => ({ importId, fileNo: 0, object: null }),
  'sources.quality.list': nothing,
  'sources.quality.cases': () => ({ issue: 'unowned' }),
  'sources.quality.repair': () => ({ issue: 'unmatched-products', how: 'merge' }),
  'sources.quality.undo': () => ({ at: 0, mergeIds: [] }),

  'sprint.burnDown': (world) => ({ scope: scope(world), period: '2026-11' }),
  'sprint.bars': (world) => ({ scope: scope(world), period: '2026-11', by: 'person' }),
  'sprint.closing': (world) => ({ scope: scope(world), period: '2026-11' }),

  'views.list': () => ({ place: 'deals' }),
  // the caller makes the id of a new view, so this one takes none of the organisation's
  'views.save': () => ({ id: '01a20000-0000-7000-8000-000000000001', place: 'deals', name: 'A view', search: {} }),
  'views.remove': ({ viewId }) => ({ id: viewId }),

  'wallboards.list': nothing,
  'wallboards.preview': ({ boardId }) => ({ id: boardId }),
  'wallboards.create': () => board,
  'wallboards.update': ({ boardId }) => ({ ...board, id: boardId }),
  'wallboards.remove': ({ boardId }) => ({ id: boardId }),
  'wallboards.pair': ({ boardId }) => ({ boardId, code: '000000', name: 'TV' }),
  'wallboards.link': ({ boardId }) => ({ boardId, name: 'TV' }),
  'wallboards.revokeScreen': ({ screenId }) => ({ screenId }),
  'wallboards.wall.requestCode': nothing,
  'wallboards.wall.pairing': () => ({ deviceToken: token }),
  'wallboards.wall.board': () => ({ screenToken: token }),
}
