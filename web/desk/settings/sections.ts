import {
  CircleDot,
  CircleUser,
  CircleUserRound,
  ClipboardList,
  Clock,
  FileJson,
  Gauge,
  Globe,
  GraduationCap,
  History,
  Hourglass,
  ListFilter,
  ListOrdered,
  type LucideIcon,
  Mail,
  MessageCircle,
  MessageSquareText,
  Route,
  Scale,
  ShieldCheck,
  Smile,
  Tags,
  TextCursorInput,
  Timer,
  Users,
  WandSparkles,
  Webhook,
  Zap,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { Permission } from '../../../server/identity/contract.ts'
import { lazyPart } from '../../kit/lazy-part.ts'

/** `path`: what stands behind the section in the address: `['3']`, `['new']`. */
export type SectionProps = { path: readonly string[] }

const of = (load: () => Promise<{ default: ComponentType<SectionProps> }>) => lazyPart(load)

/** Who answers keeps macros and saved replies of his own; who keeps rules, everybody's. */
const answering = ['conversations.reply', 'conversations.note', 'rules.manage'] as const

/** Who reads conversations has views of his own. */
const reading = ['conversations.read', 'conversations.note', 'rules.manage'] as const

/** In the order of the menu. Each is fetched when it is opened, and shown to whoever has its right. */
export const sections = [
  {
    id: 'people',
    group: 'team',
    right: 'people.manage',
    Icon: CircleUser,
    Page: of(() => import('./people/People.tsx')),
  },
  {
    id: 'roles',
    group: 'team',
    right: 'people.manage',
    Icon: ShieldCheck,
    Page: of(() => import('./roles/Roles.tsx')),
  },
  { id: 'groups', group: 'team', right: 'people.manage', Icon: Users, Page: of(() => import('./groups/Groups.tsx')) },
  {
    id: 'channels',
    group: 'customers',
    right: 'channels.manage',
    Icon: Globe,
    Page: of(() => import('./channels/Channels.tsx')),
  },
  {
    id: 'styles',
    group: 'customers',
    right: 'channels.manage',
    Icon: Timer,
    Page: of(() => import('./styles/Styles.tsx')),
  },
  {
    id: 'schedules',
    group: 'customers',
    right: ['channels.manage', 'settings.manage'],
    Icon: Clock,
    Page: of(() => import('./schedules/Schedules.tsx')),
  },
  {
    id: 'brands',
    group: 'customers',
    right: 'channels.manage',
    Icon: Tags,
    Page: of(() => import('./brands/Brands.tsx')),
  },
  {
    id: 'surveys',
    group: 'customers',
    right: 'rules.manage',
    Icon: Smile,
    Page: of(() => import('./surveys/Surveys.tsx')),
  },
  {
    id: 'mail',
    group: 'customers',
    right: 'settings.manage',
    Icon: Mail,
    Page: of(() => import('./mail/OutgoingMail.tsx')),
  },
  {
    id: 'fields',
    group: 'tickets',
    right: 'settings.manage',
    Icon: TextCursorInput,
    Page: of(() => import('./fields/Fields.tsx')),
  },
  {
    id: 'forms',
    group: 'tickets',
    right: 'settings.manage',
    Icon: ClipboardList,
    Page: of(() => import('./forms/Forms.tsx')),
  },
  {
    id: 'statuses',
    group: 'tickets',
    right: 'settings.manage',
    Icon: CircleDot,
    Page: of(() => import('./statuses/Statuses.tsx')),
  },
  {
    id: 'triggers',
    group: 'rules',
    right: 'rules.manage',
    Icon: Zap,
    Page: of(() => import('./rules/Triggers.tsx')),
  },
  {
    id: 'automations',
    group: 'rules',
    right: 'rules.manage',
    Icon: Hourglass,
    Page: of(() => import('./rules/Automations.tsx')),
  },
  {
    id: 'messaging',
    group: 'rules',
    right: 'rules.manage',
    Icon: MessageCircle,
    Page: of(() => import('./rules/MessagingTriggers.tsx')),
  },
  {
    id: 'views',
    group: 'answers',
    right: reading,
    Icon: ListFilter,
    Page: of(() => import('./views/Views.tsx')),
  },
  {
    id: 'sla',
    group: 'rules',
    right: 'rules.manage',
    Icon: Gauge,
    Page: of(() => import('./sla/Sla.tsx')),
  },
  {
    id: 'webhooks',
    group: 'rules',
    right: 'settings.manage',
    Icon: Webhook,
    Page: of(() => import('./webhooks/Webhooks.tsx')),
  },
  {
    id: 'macros',
    group: 'answers',
    right: answering,
    Icon: WandSparkles,
    Page: of(() => import('./macros/Macros.tsx')),
  },
  {
    id: 'replies',
    group: 'answers',
    right: answering,
    Icon: MessageSquareText,
    Page: of(() => import('./replies/Replies.tsx')),
  },
  {
    id: 'routing',
    group: 'routing',
    right: 'routing.manage',
    Icon: Route,
    Page: of(() => import('./routing/General.tsx')),
  },
  {
    id: 'queues',
    group: 'routing',
    right: 'routing.manage',
    Icon: ListOrdered,
    Page: of(() => import('./routing/Queues.tsx')),
  },
  {
    id: 'skills',
    group: 'routing',
    right: 'routing.manage',
    Icon: GraduationCap,
    Page: of(() => import('./routing/Skills.tsx')),
  },
  {
    id: 'capacity',
    group: 'routing',
    right: 'routing.manage',
    Icon: Scale,
    Page: of(() => import('./routing/Capacity.tsx')),
  },
  {
    id: 'agent-statuses',
    group: 'routing',
    right: 'routing.manage',
    Icon: CircleUserRound,
    Page: of(() => import('./routing/AgentStatuses.tsx')),
  },
  { id: 'audit', group: 'safety', right: 'audit.read', Icon: History, Page: of(() => import('./audit/Audit.tsx')) },
  {
    id: 'files',
    group: 'safety',
    right: ['rules.manage', 'channels.manage', 'settings.manage', 'people.manage', 'routing.manage'],
    Icon: FileJson,
    Page: of(() => import('./transfer/Files.tsx')),
  },
] as const satisfies readonly SectionEntry[]

type SectionEntry = {
  id: string
  group: string
  /** One of these, where it names several. */
  right: Permission | readonly Permission[]
  Icon: LucideIcon
  Page: ComponentType<SectionProps>
}
export type Section = (typeof sections)[number]
export type SectionId = Section['id']

export const sectionGroups = ['team', 'customers', 'tickets', 'answers', 'routing', 'rules', 'safety'] as const
