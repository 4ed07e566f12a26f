// The walls of the code: who may import whom. Each wall has a planted violation in test/checks/planted, and
// test/checks/walls.test.ts fails when one is not found there.

// A slice imports only slices to its left.
const slices = [
  'identity',
  'schedules',
  'contacts',
  'knowledge',
  'conversations',
  'tickets',
  'channels',
  'surveys',
  'routing',
  'bots',
  'rules',
  'transfer',
  'insights',
  'compat',
]
const anySlice = slices.join('|')
const root = '^server/[^/]+\\.ts$|^server/demo/'
const test = '\\.test\\.tsx?$'
const pure =
  '^server/.*/(contract|events|model|policy)\\.ts$|^server/.*/pure/|^server/platform/(protocol|events/event-type)\\.ts$'

const leftOnly = slices.slice(0, -1).map((slice, index) => ({
  name: `left-only-${slice}`,
  comment: `${slice} imports slices to its left only; what happens to the right is told by events.`,
  severity: 'error',
  from: { path: `^server/${slice}/`, pathNot: test },
  to: { path: `^server/(${slices.slice(index + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...leftOnly,
    {
      name: 'platform-knows-no-slice',
      comment: 'The platform is below all slices.',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: test },
      to: { path: `^server/(${anySlice})/|${root}` },
    },
    {
      name: 'slice-knows-no-root',
      comment: 'The composition root (server/*.ts and the demo data) imports slices, never the other way.',
      severity: 'error',
      from: { path: `^server/(${anySlice})/`, pathNot: test },
      to: { path: root },
    },
    {
      name: 'through-the-door',
      comment: 'Another slice is entered by index.ts, contract.ts or events.ts only.',
      severity: 'error',
      from: { path: `^server/(${anySlice})/`, pathNot: test },
      to: { path: `^server/(${anySlice})/`, pathNot: ['^server/$1/', '^server/[^/]+/(index|contract|events)\\.ts$'] },
    },
    {
      name: 'pure-does-no-io',
      comment:
        'Contracts, events, models, policies and pure/ decide; they import only each other, typebox and re2js (patterns, which reads and writes nothing).',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { pathNot: [pure, '(^|/)node_modules/(typebox|re2js)/'], dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'sql-in-queries-only',
      comment:
        'SQL lives in files and folders named queries, in the platform, and where a condition is written as predicate and as SQL side by side.',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: [
          '^server/platform/',
          '^server/.*/[^/]*queries[^/]*\\.ts$',
          '^server/.*/queries/',
          '^server/[^/]+/(scope|standard-views|fields)\\.ts$',
          test,
        ],
      },
      to: { path: '(^|/)node_modules/(pg|sql-template-tag|graphile-worker)/' },
    },
    {
      name: 'web-sees-contracts-only',
      comment: 'Of the server, browsers get contracts, the protocol and pure functions.',
      severity: 'error',
      from: { path: '^web/', pathNot: test },
      to: {
        path: '^server/',
        pathNot: ['^server/[^/]+/contract\\.ts$', '^server/[^/]+/pure/', '^server/platform/protocol\\.ts$'],
      },
    },
    {
      name: 'web-parts-are-strangers',
      comment: 'Desk, widget, help and demo share only web/kit; the kit knows none of them.',
      severity: 'error',
      from: { path: '^web/([^/]+)/' },
      to: { path: '^web/[^/]+/', pathNot: ['^web/$1/', '^web/kit/'] },
    },
    {
      name: 'widget-without-react',
      comment: 'React alone is five times the size the whole widget may have.',
      severity: 'error',
      from: { path: '^web/widget/' },
      to: { path: '(^|/)node_modules/(react|react-dom|react-aria-components|intl-messageformat)/' },
    },
    {
      name: 'server-knows-no-web',
      comment: 'The server serves built files; it imports none of their sources, and no test or command.',
      severity: 'error',
      from: { path: '^server/', pathNot: test },
      to: { path: ['^(web|test|bench|bin)/', test] },
    },
    {
      name: 'connectors-are-strangers',
      comment: 'Taking one connector away must not touch another.',
      severity: 'error',
      from: { path: '^server/channels/connectors/([^/]+)/' },
      to: { path: '^server/channels/connectors/[^/]+/', pathNot: '^server/channels/connectors/$1/' },
    },
    {
      name: 'bot-steps-are-strangers',
      comment: 'Taking one bot step away must not touch another.',
      severity: 'error',
      from: { path: '^server/bots/steps/([^/]+)/' },
      to: { path: '^server/bots/steps/[^/]+/', pathNot: '^server/bots/steps/$1/' },
    },
    {
      name: 'server-runs-without-tools',
      comment: 'What the server needs to run is in dependencies, not in devDependencies.',
      severity: 'error',
      from: { path: '^server/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'no-cycle',
      comment:
        'Two files that import each other are one file, or miss a third. What is loaded later may lean on its loader.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import', 'dynamic-import'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would escape every other wall.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/|^test/checks/planted/' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
