import type { VendorSpec } from './vendor.ts'

/** Any list, in English, German and French. Other vendors' tables fall back on these names. */
const STAMPS = {
  createdAt: [
    'created', 'created at', 'created date', 'created time', 'creation date', 'create date', 'date created', 'created on', 'opened', 'open date', 'engage date',
    'erstellt', 'erstellt am', 'erstelldatum', 'Erstellungsdatum', 'angelegt am', 'Anlagedatum', 'eröffnet am',
    'créé', 'créé le', 'date de création', 'date création', 'ouvert le',
  ],
  modifiedAt: [
    'modified', 'modified at', 'last modified', 'last modified date', 'modified time', 'updated', 'updated at', 'last updated', 'update time',
    'geändert am', 'zuletzt geändert', 'Änderungsdatum', 'letzte Änderung', 'modifié', 'modifié le', 'date de modification', 'dernière modification',
  ],
} as const
const DELETED = ['deleted', 'is deleted', 'gelöscht', 'supprimé']
const CURRENCY = ['currency', 'currency code', 'currency iso code', 'währung', 'devise', 'monnaie']
const OWNER = [
  'owner', 'owner id', 'sales rep', 'sales agent', 'rep', 'seller', 'salesperson', 'sales person', 'account executive', 'assigned to', 'responsible', 'agent', 'ae',
  'owner name', 'owner email', 'deal owner', 'verkäufer', 'vertriebsmitarbeiter', 'zuständig', 'zuständiger', 'inhaber', 'besitzer', 'eigentümer', 'verantwortlich',
  'verantwortlicher', 'bearbeiter', 'mitarbeiter', 'betreuer', 'commercial', 'vendeur', 'propriétaire', 'responsable', 'assigné à', 'chargé d affaires',
]
const ACCOUNT = [
  'account', 'account name', 'account id', 'company', 'company name', 'customer', 'customer name', 'client', 'organization', 'organisation', 'organisation name',
  'kunde', 'kundenname', 'firma', 'firmenname', 'unternehmen', 'unternehmensname', 'Organisation', 'société', 'entreprise', 'client', 'compte', 'nom du compte', 'raison sociale',
]
const CONTACT = ['contact', 'contact name', 'contact id', 'contact person', 'primary contact', 'Ansprechpartner', 'kontakt', 'kontaktperson', 'interlocuteur', 'nom du contact']
const DEAL = [
  'deal', 'deal id', 'deal name', 'opportunity', 'opportunity id', 'opportunity name', 'opp id', 'potential id', 'verkaufschance', 'geschäft', 'opportunité', 'affaire',
]
const EMAIL = ['email', 'e-mail', 'email address', 'mail', 'e-mail-adresse', 'adresse e-mail', 'courriel']
const PHONE = ['phone', 'telephone', 'mobile', 'phone number', 'telefon', 'telefonnummer', 'handy', 'téléphone', 'portable']
const FIRST = ['first name', 'given name', 'vorname', 'prénom']
const LAST = ['last name', 'surname', 'family name', 'nachname', 'familienname', 'nom de famille']
const TITLE = ['title', 'job title', 'position', 'role title', 'funktion', 'berufsbezeichnung', 'fonction', 'poste']
const SOURCE = ['source', 'lead source', 'origin', 'quelle', 'leadquelle', 'herkunft', 'provenance', 'source du lead', 'origine']

export const generic: VendorSpec = {
  id: 'file',
  tables: [
    {
      object: 'deal', label: 'deals', files: ['deal', 'deals', 'opportunities', 'opportunity', 'pipeline', 'sales pipeline', 'verkaufschancen', 'chancen', 'geschäfte', 'angebotsliste', 'affaires', 'opportunités', 'ventes'],
      fields: {
        id: ['id', 'deal id', 'opportunity id', 'record id', 'datensatz-id', 'id d enregistrement', 'number', 'deal number', 'key', 'nr', 'nummer', 'vorgangsnummer', 'identifiant', 'numéro', 'référence'],
        name: ['name', 'deal name', 'opportunity name', 'deal', 'opportunity', 'title', 'subject', 'topic', 'deal title', 'bezeichnung', 'verkaufschance', 'name der verkaufschance', 'titel', 'projekt', 'projektname', 'geschäft', 'nom', 'nom de l opportunité', 'opportunité', 'affaire', 'transaction', 'nom de l affaire', 'intitulé', 'libellé', 'titre'],
        owner: [...OWNER, 'opportunity owner'], creator: ['creator', 'created by', 'erstellt von', 'créé par', 'sdr'], account: ACCOUNT, contact: CONTACT,
        product: ['product', 'product name', 'produkt', 'produktname', 'artikel', 'produit'], campaign: ['campaign', 'kampagne', 'campagne'],
        pipeline: ['pipeline', 'pipeline name', 'sales process', 'vertriebsprozess', 'processus de vente'],
        stage: ['stage', 'deal stage', 'sales stage', 'stage name', 'opportunity stage', 'status', 'deal status', 'phase', 'step', 'verkaufsphase', 'vertriebsphase', 'stufe', 'verkaufsstufe', 'stand', 'étape', 'phase de vente', 'etape de vente', 'statut', 'état'],
        closed: ['closed', 'is closed', 'geschlossen', 'abgeschlossen', 'fermé', 'clôturé'], won: ['won', 'is won', 'gewonnen', 'gagné', 'gagnée', 'status', 'deal status', 'outcome', 'result', 'ergebnis', 'statut', 'résultat'],
        amount: ['amount', 'value', 'deal value', 'deal amount', 'close value', 'revenue', 'total', 'price', 'sum', 'acv', 'tcv', 'arr', 'contract value', 'deal size', 'expected amount', 'betrag', 'wert', 'auftragswert', 'umsatz', 'volumen', 'summe', 'auftragssumme', 'montant', 'valeur', 'chiffre d affaires', 'ca', 'prix'],
        currency: CURRENCY, probability: ['probability', 'win probability', 'chance', 'likelihood', 'wahrscheinlichkeit', 'abschlusswahrscheinlichkeit', 'probabilité'],
        closeDate: ['close date', 'date de signature prévue', 'closing date', 'closed date', 'expected close date', 'closed', 'closed on', 'close', 'won date', 'date closed', 'end date', 'abschlussdatum', 'abschluss', 'schlusstermin', 'abschlusstermin', 'erwarteter abschluss', 'geschlossen am', 'date de clôture', 'clôture', 'date de fermeture', 'date de signature', 'clôturé le'],
        ...STAMPS, stageChangedAt: ['stage changed', 'stage change date', 'last stage change', 'phase geändert am', 'date de changement d étape'],
        type: ['type', 'deal type', 'opportunity type', 'art', 'typ', 'geschäftsart', 'genre', 'type d affaire'], source: SOURCE,
        segment: ['segment', 'region', 'market', 'markt', 'région', 'segmentation', 'territory'],
        reason: ['reason', 'loss reason', 'lost reason', 'close reason', 'closed lost reason', 'verlustgrund', 'ablehnungsgrund', 'grund', 'raison de perte', 'motif de perte', 'motif'],
        forecastCategory: ['forecast category', 'forecast', 'prognosekategorie', 'prévision'], nextStep: ['next step', 'nächster schritt', 'prochaine étape'], deleted: DELETED,
      },
      needs: [['stage', 'closed', 'won', 'closeDate'], ['amount', 'closeDate', 'stage'], ['name', 'id', 'account', 'owner']],
      marks: ['deal stage', 'stage', 'close date', 'closing date', 'deal name', 'verkaufsphase', 'abschlussdatum', 'étape', 'date de clôture', 'close value', 'opportunity name', 'probability', 'wahrscheinlichkeit', 'probabilité'],
    },
    {
      object: 'dealHistory', label: 'stage history', files: ['stage history', 'deal history', 'opportunity history', 'phasenverlauf', 'historie', 'historique'],
      fields: {
        id: ['id', 'history id'], deal: DEAL, at: ['changed at', 'date', 'timestamp', 'entered', 'date entered', 'at', 'since', ...STAMPS.createdAt, 'geändert am', 'datum', 'modifié le'],
        by: ['changed by', 'user', 'by', 'created by', 'geändert von', 'benutzer', 'modifié par', 'utilisateur'],
        stage: ['stage', 'new stage', 'to stage', 'deal stage', 'stage name', 'phase', 'neue phase', 'étape', 'nouvelle étape'],
        amount: ['amount', 'value', 'betrag', 'wert', 'montant'], currency: CURRENCY, closeDate: ['close date', 'date de signature prévue', 'abschlussdatum', 'date de clôture'],
        probability: ['probability', 'wahrscheinlichkeit', 'probabilité'],
      },
      needs: [['deal'], ['at'], ['stage']],
      marks: ['changed at', 'date entered', 'new stage', 'old stage', 'to stage', 'from stage', 'neue phase', 'nouvelle étape'],
    },
    {
      object: 'dealFieldHistory', label: 'field history', files: ['field history', 'property history', 'changes', 'audit', 'änderungen', 'modifications'],
      fields: {
        id: ['id'], deal: DEAL, at: ['changed at', 'date', 'timestamp', ...STAMPS.createdAt, 'geändert am', 'datum', 'modifié le'], by: ['changed by', 'user', 'created by', 'geändert von', 'modifié par'],
        field: ['field', 'field name', 'property', 'attribute', 'feld', 'champ'], oldValue: ['old value', 'old', 'from', 'alter wert', 'ancienne valeur'],
        newValue: ['new value', 'new', 'to', 'neuer wert', 'nouvelle valeur'],
      },
      needs: [['deal'], ['at'], ['field'], ['newValue', 'oldValue']],
      marks: ['old value', 'new value', 'alter wert', 'neuer wert', 'ancienne valeur', 'nouvelle valeur'],
    },
    {
      object: 'person', label: 'people', files: ['user', 'users', 'people', 'team', 'teams', 'sales team', 'sales teams', 'reps', 'owners', 'roster', 'employees', 'staff', 'mitarbeiter', 'benutzer', 'vertriebsteam', 'utilisateurs', 'équipe', 'vendeurs'],
      fields: {
        id: ['id', 'user id', 'owner id', 'employee id', 'person id', 'mitarbeiternummer', 'personalnummer', 'benutzer-id', 'identifiant', 'matricule'],
        name: ['name', 'full name', 'user', 'employee', 'person', 'sales agent', 'sales rep', 'rep', 'agent', 'salesperson', 'seller', 'mitarbeiter', 'benutzer', 'verkäufer', 'nom', 'nom complet', 'vendeur', 'commercial', 'utilisateur'],
        firstName: FIRST, lastName: [...LAST], email: EMAIL, phone: PHONE, title: [...TITLE, 'role'], active: ['active', 'is active', 'enabled', 'aktiv', 'actif'],
        team: ['team', 'team name', 'team id', 'role', 'department', 'group', 'gruppe', 'abteilung', 'équipe', 'service', 'groupe'],
        manager: ['manager', 'manager id', 'reports to', 'supervisor', 'team lead', 'sales manager', 'boss', 'vorgesetzter', 'vorgesetzte', 'teamleiter', 'leiter', 'responsable', 'supérieur', 'chef'],
        office: ['office', 'regional office', 'location', 'region', 'site', 'branch', 'standort', 'niederlassung', 'büro', 'bureau', 'agence', 'région', 'lieu'],
        startDate: ['start date', 'hire date', 'hired', 'joined', 'eintrittsdatum', 'eintritt', 'date d embauche', 'date d entrée'],
        endDate: ['end date', 'left', 'termination date', 'austrittsdatum', 'austritt', 'date de départ', 'date de sortie'], ...STAMPS,
      },
      needs: [['name', 'lastName', 'email'], ['manager', 'team', 'office', 'active', 'email', 'title', 'startDate']],
      marks: ['manager', 'regional office', 'reports to', 'hire date', 'vorgesetzter', 'teamleiter', 'eintrittsdatum', 'supérieur', 'date d embauche', 'quota'],
    },
    {
      object: 'account', label: 'accounts', files: ['account', 'accounts', 'company', 'companies', 'customers', 'clients', 'organizations', 'kunden', 'firmen', 'unternehmen', 'comptes', 'sociétés', 'entreprises'],
      fields: {
        id: ['id', 'account id', 'company id', 'customer id', 'customer number', 'kundennummer', 'firmennummer', 'numéro de client', 'identifiant'],
        name: ['name', ...ACCOUNT, 'nom'], parent: ['parent', 'parent account', 'parent company', 'subsidiary of', 'konzern', 'muttergesellschaft', 'société mère', 'maison mère'],
        owner: [...OWNER, 'account owner', 'account manager', 'kundenbetreuer'], type: ['type', 'account type', 'kundentyp', 'typ', 'type de compte'],
        industry: ['industry', 'sector', 'vertical', 'branche', 'industrie', 'secteur', 'secteur d activité'], segment: ['segment', 'size', 'tier', 'kundensegment', 'taille'],
        website: ['website', 'web site', 'url', 'domain', 'homepage', 'webseite', 'site web', 'site internet'], country: ['country', 'billing country', 'office location', 'land', 'pays'],
        ...STAMPS, deleted: DELETED,
      },
      needs: [['name'], ['industry', 'website', 'country', 'segment', 'type', 'parent', 'owner']],
      marks: ['industry', 'sector', 'branche', 'secteur', 'website', 'employees', 'number of employees', 'annual revenue', 'year established', 'mitarbeiterzahl', 'subsidiary of', 'site web'],
    },
    {
      object: 'contact', label: 'contacts', files: ['contact', 'contacts', 'kontakte', 'ansprechpartner'],
      fields: {
        id: ['id', 'contact id', 'kontakt-id', 'identifiant'], name: ['name', 'full name', ...CONTACT, 'nom', 'nom complet'], firstName: FIRST, lastName: [...LAST, 'nom'], email: EMAIL, phone: PHONE, title: TITLE,
        account: ACCOUNT, owner: [...OWNER, 'contact owner'], source: SOURCE, ...STAMPS, deleted: DELETED,
      },
      needs: [['name', 'lastName', 'email'], ['email', 'phone'], ['account', 'title', 'phone']],
      marks: ['contact id', 'contact name', 'job title', 'ansprechpartner', 'interlocuteur', 'salutation', 'anrede', 'civilité'],
    },
    {
      object: 'lead', label: 'leads', files: ['lead', 'leads', 'interessenten', 'prospects'],
      fields: {
        id: ['id', 'lead id'], name: ['name', 'full name', 'lead', 'lead name', 'nom'], firstName: FIRST, lastName: LAST, email: EMAIL, phone: PHONE, title: TITLE, company: ACCOUNT,
        owner: [...OWNER, 'lead owner'], source: SOURCE, status: ['status', 'lead status', 'statut', 'leadstatus'], converted: ['converted', 'is converted', 'konvertiert', 'converti'],
        convertedAt: ['converted date', 'conversion date', 'konvertiert am', 'date de conversion'], ...STAMPS, deleted: DELETED,
      },
      needs: [['name', 'lastName', 'email'], ['status', 'converted', 'source']],
      marks: ['lead id', 'lead status', 'lead source', 'converted', 'lead owner', 'leadstatus', 'leadquelle', 'konvertiert'],
    },
    {
      object: 'product', label: 'products', files: ['product', 'products', 'produkte', 'artikel', 'produits', 'catalogue'],
      fields: {
        id: ['id', 'product id', 'produkt-id'], name: ['name', 'product', 'product name', 'produkt', 'produktname', 'artikel', 'bezeichnung', 'produit', 'nom du produit'],
        code: ['code', 'sku', 'product code', 'artikelnummer', 'référence', 'code produit'], family: ['family', 'series', 'category', 'product line', 'product family', 'produktgruppe', 'kategorie', 'famille', 'gamme', 'catégorie'],
        listPrice: ['price', 'list price', 'sales price', 'unit price', 'preis', 'listenpreis', 'verkaufspreis', 'stückpreis', 'prix', 'prix unitaire', 'prix catalogue'], currency: CURRENCY,
        active: ['active', 'is active', 'aktiv', 'actif'], modifiedAt: STAMPS.modifiedAt,
      },
      needs: [['name'], ['listPrice', 'code', 'family']],
      marks: ['sku', 'list price', 'sales price', 'unit price', 'series', 'listenpreis', 'artikelnummer', 'prix unitaire', 'produktgruppe', 'gamme'],
    },
    {
      object: 'activity', label: 'activities', files: ['activity', 'activities', 'tasks', 'log', 'touches', 'aktivitäten', 'aufgaben', 'activités', 'tâches'],
      fields: {
        id: ['id', 'activity id', 'task id'], type: ['type', 'activity type', 'kind', 'art', 'typ', 'aktivitätstyp', 'aktivitätsart', 'type d activité'],
        subject: ['subject', 'title', 'description', 'betreff', 'titel', 'sujet', 'objet'], owner: [...OWNER, 'user', 'person', 'done by', 'benutzer', 'utilisateur'],
        deal: DEAL, account: ACCOUNT, contact: CONTACT, lead: ['lead', 'lead id'],
        at: ['date', 'start', 'start time', 'time', 'date time', 'start date', 'activity date', 'datum', 'beginn', 'zeitpunkt', 'startzeit', 'début', 'date et heure', 'heure de début'],
        endAt: ['end', 'end time', 'end date', 'ende', 'endzeit', 'fin', 'heure de fin'], dueDate: ['due date', 'due', 'fällig am', 'fälligkeitsdatum', 'échéance', 'date d échéance'],
        completedAt: ['completed', 'completed at', 'done at', 'erledigt am', 'abgeschlossen am', 'terminé le'], ...STAMPS,
        duration: ['duration', 'duration seconds', 'duration in seconds', 'dauer', 'dauer in sekunden', 'durée'], durationMinutes: ['duration minutes', 'duration min', 'dauer min', 'durée min', 'duration in minutes', 'minutes', 'minuten', 'dauer in minuten', 'durée en minutes'],
        direction: ['direction', 'call type', 'richtung', 'sens'], status: ['status', 'state', 'statut'], outcome: ['outcome', 'result', 'disposition', 'ergebnis', 'résultat'], deleted: DELETED,
      },
      needs: [['at', 'dueDate', 'completedAt', 'createdAt'], ['type', 'subject', 'duration'], ['owner', 'deal', 'account', 'contact', 'lead']],
      marks: ['activity type', 'call type', 'duration', 'direction', 'activity date', 'betreff', 'aktivitätstyp', 'dauer', 'durée', 'due date', 'type d activité'],
    },
    {
      object: 'stage', label: 'stages', files: ['stage', 'stages', 'phasen', 'étapes'],
      fields: {
        id: ['id', 'stage id'], name: ['name', 'stage', 'label', 'stage name', 'phase', 'étape'], pipeline: ['pipeline', 'pipeline id', 'pipeline name'], order: ['order', 'sort order', 'display order', 'position', 'reihenfolge', 'ordre'],
        probability: ['probability', 'wahrscheinlichkeit', 'probabilité'], closed: ['closed', 'is closed', 'geschlossen', 'fermé'], won: ['won', 'is won', 'closed won', 'gewonnen', 'gagné'],
      },
      needs: [['name'], ['order', 'probability', 'closed', 'won'], ['closed', 'won', 'pipeline', 'probability']],
      marks: ['sort order', 'display order', 'is closed', 'stage id', 'reihenfolge', 'ordre'],
    },
    {
      object: null, label: 'description of fields', files: ['data dictionary', 'dictionary', 'readme', 'codebook', 'metadata', 'schema'],
      fields: { table: ['table', 'object', 'tabelle'], field: ['field', 'column', 'feld', 'champ'], description: ['description', 'meaning', 'beschreibung'] },
      needs: [['field'], ['description']],
      marks: ['table', 'field', 'description', 'column'],
    },
    {
      object: null, label: 'invoices', files: ['invoice', 'invoices', 'rechnungen', 'factures'],
      fields: { number: ['invoice number', 'invoice id', 'rechnungsnummer', 'numéro de facture'] }, needs: [['number']],
      marks: ['invoice number', 'invoice id', 'invoice status', 'rechnungsnummer', 'numéro de facture'],
    },
  ],
}
