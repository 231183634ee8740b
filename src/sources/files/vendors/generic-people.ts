import { fields, names, type TableSpec } from './vendor.ts'

const STAMPS = `
  createdAt: created | created at | created date | created time | creation date | create date | date created
    | created on | opened | open date | engage date | erstellt | erstellt am | erstelldatum | Erstellungsdatum
    | angelegt am | Anlagedatum | eröffnet am | créé | créé le | date de création | date création | ouvert le
  modifiedAt: modified | modified at | last modified | last modified date | modified time | updated | updated at
    | last updated | update time | geändert am | zuletzt geändert | Änderungsdatum | letzte Änderung | modifié
    | modifié le | date de modification | dernière modification
`
const DELETED = `
  deleted: deleted | is deleted | gelöscht | supprimé
`
const CURRENCY = `
  currency: currency | currency code | currency iso code | währung | devise | monnaie
`

/** People, companies, products and activities of any list, and files that are left out. */
export const genericPeople: readonly TableSpec[] = [
  {
    object: 'person',
    label: 'people',
    files: names(`
        user | users | people | team | teams | sales team | sales teams | reps | owners | roster | employees | staff
          | mitarbeiter | benutzer | vertriebsteam | utilisateurs | équipe | vendeurs
      `),
    fields: fields(`
        id: id | user id | owner id | employee id | person id | mitarbeiternummer | personalnummer | benutzer-id
          | identifiant | matricule
        name: name | full name | user | employee | person | sales agent | sales rep | rep | agent | salesperson
          | seller | mitarbeiter | benutzer | verkäufer | nom | nom complet | vendeur | commercial | utilisateur
        firstName: first name | given name | vorname | prénom
        lastName: last name | surname | family name | nachname | familienname | nom de famille
        email: email | e-mail | email address | mail | e-mail-adresse | adresse e-mail | courriel
        phone: phone | telephone | mobile | phone number | telefon | telefonnummer | handy | téléphone | portable
        title: title | job title | position | role title | funktion | berufsbezeichnung | fonction | poste | role
        active: active | is active | enabled | aktiv | actif
        team: team | team name | team id | role | department | group | gruppe | abteilung | équipe | service
          | groupe
        manager: manager | manager id | reports to | supervisor | team lead | sales manager | boss | vorgesetzter
          | vorgesetzte | teamleiter | leiter | responsable | supérieur | chef
        office: office | regional office | location | region | site | branch | standort | niederlassung | büro
          | bureau | agence | région | lieu
        startDate: start date | hire date | hired | joined | eintrittsdatum | eintritt | date d embauche
          | date d entrée
        endDate: end date | left | termination date | austrittsdatum | austritt | date de départ | date de sortie
        ${STAMPS}
      `),
    needs: [
      ['name', 'lastName', 'email'],
      ['manager', 'team', 'office', 'active', 'email', 'title', 'startDate'],
    ],
    marks: names(`
        manager | regional office | reports to | hire date | vorgesetzter | teamleiter | eintrittsdatum | supérieur
          | date d embauche | quota
      `),
  },
  {
    object: 'account',
    label: 'accounts',
    files: names(`
        account | accounts | company | companies | customers | clients | organizations | kunden | firmen
          | unternehmen | comptes | sociétés | entreprises
      `),
    fields: fields(`
        id: id | account id | company id | customer id | customer number | kundennummer | firmennummer
          | numéro de client | identifiant
        name: name | account | account name | account id | company | company name | customer | customer name
          | client | organization | organisation | organisation name | kunde | kundenname | firma | firmenname
          | unternehmen | unternehmensname | Organisation | société | entreprise | client | compte | nom du compte
          | raison sociale | nom
        parent: parent | parent account | parent company | subsidiary of | konzern | muttergesellschaft
          | société mère | maison mère
        owner: owner | owner id | sales rep | sales agent | rep | seller | salesperson | sales person
          | account executive | assigned to | responsible | agent | ae | owner name | owner email | deal owner
          | verkäufer | vertriebsmitarbeiter | zuständig | zuständiger | inhaber | besitzer | eigentümer
          | verantwortlich | verantwortlicher | bearbeiter | mitarbeiter | betreuer | commercial | vendeur
          | propriétaire | responsable | assigné à | chargé d affaires | account owner | account manager
          | kundenbetreuer
        type: type | account type | kundentyp | typ | type de compte
        industry: industry | sector | vertical | branche | industrie | secteur | secteur d activité
        segment: segment | size | tier | kundensegment | taille
        website: website | web site | url | domain | homepage | webseite | site web | site internet
        country: country | billing country | office location | land | pays
        ${STAMPS}
        ${DELETED}
      `),
    needs: [['name'], ['industry', 'website', 'country', 'segment', 'type', 'parent', 'owner']],
    marks: names(`
        industry | sector | branche | secteur | website | employees | number of employees | annual revenue
          | year established | mitarbeiterzahl | subsidiary of | site web
      `),
  },
  {
    object: 'contact',
    label: 'contacts',
    files: names('contact | contacts | kontakte | ansprechpartner'),
    fields: fields(`
        id: id | contact id | kontakt-id | identifiant
        name: name | full name | contact | contact name | contact id | contact person | primary contact
          | Ansprechpartner | kontakt | kontaktperson | interlocuteur | nom du contact | nom | nom complet
        firstName: first name | given name | vorname | prénom
        lastName: last name | surname | family name | nachname | familienname | nom de famille | nom
        email: email | e-mail | email address | mail | e-mail-adresse | adresse e-mail | courriel
        phone: phone | telephone | mobile | phone number | telefon | telefonnummer | handy | téléphone | portable
        title: title | job title | position | role title | funktion | berufsbezeichnung | fonction | poste
        account: account | account name | account id | company | company name | customer | customer name | client
          | organization | organisation | organisation name | kunde | kundenname | firma | firmenname | unternehmen
          | unternehmensname | Organisation | société | entreprise | client | compte | nom du compte
          | raison sociale
        owner: owner | owner id | sales rep | sales agent | rep | seller | salesperson | sales person
          | account executive | assigned to | responsible | agent | ae | owner name | owner email | deal owner
          | verkäufer | vertriebsmitarbeiter | zuständig | zuständiger | inhaber | besitzer | eigentümer
          | verantwortlich | verantwortlicher | bearbeiter | mitarbeiter | betreuer | commercial | vendeur
          | propriétaire | responsable | assigné à | chargé d affaires | contact owner
        source: source | lead source | origin | quelle | leadquelle | herkunft | provenance | source du lead
          | origine
        ${STAMPS}
        ${DELETED}
      `),
    needs: [
      ['name', 'lastName', 'email'],
      ['email', 'phone'],
      ['account', 'title', 'phone'],
    ],
    marks: names(`
        contact id | contact name | job title | ansprechpartner | interlocuteur | salutation | anrede | civilité
      `),
  },
  {
    object: 'lead',
    label: 'leads',
    files: names('lead | leads | interessenten | prospects'),
    fields: fields(`
        id: id | lead id
        name: name | full name | lead | lead name | nom
        firstName: first name | given name | vorname | prénom
        lastName: last name | surname | family name | nachname | familienname | nom de famille
        email: email | e-mail | email address | mail | e-mail-adresse | adresse e-mail | courriel
        phone: phone | telephone | mobile | phone number | telefon | telefonnummer | handy | téléphone | portable
        title: title | job title | position | role title | funktion | berufsbezeichnung | fonction | poste
        company: account | account name | account id | company | company name | customer | customer name | client
          | organization | organisation | organisation name | kunde | kundenname | firma | firmenname | unternehmen
          | unternehmensname | Organisation | société | entreprise | client | compte | nom du compte
          | raison sociale
        owner: owner | owner id | sales rep | sales agent | rep | seller | salesperson | sales person
          | account executive | assigned to | responsible | agent | ae | owner name | owner email | deal owner
          | verkäufer | vertriebsmitarbeiter | zuständig | zuständiger | inhaber | besitzer | eigentümer
          | verantwortlich | verantwortlicher | bearbeiter | mitarbeiter | betreuer | commercial | vendeur
          | propriétaire | responsable | assigné à | chargé d affaires | lead owner
        source: source | lead source | origin | quelle | leadquelle | herkunft | provenance | source du lead
          | origine
        status: status | lead status | statut | leadstatus
        converted: converted | is converted | konvertiert | converti
        convertedAt: converted date | conversion date | konvertiert am | date de conversion
        ${STAMPS}
        ${DELETED}
      `),
    needs: [
      ['name', 'lastName', 'email'],
      ['status', 'converted', 'source'],
    ],
    marks: names(`
        lead id | lead status | lead source | converted | lead owner | leadstatus | leadquelle | konvertiert
      `),
  },
  {
    object: 'product',
    label: 'products',
    files: names('product | products | produkte | artikel | produits | catalogue'),
    fields: fields(`
        id: id | product id | produkt-id
        name: name | product | product name | produkt | produktname | artikel | bezeichnung | produit
          | nom du produit
        code: code | sku | product code | artikelnummer | référence | code produit
        family: family | series | category | product line | product family | produktgruppe | kategorie | famille
          | gamme | catégorie
        listPrice: price | list price | sales price | unit price | preis | listenpreis | verkaufspreis | stückpreis
          | prix | prix unitaire | prix catalogue
        active: active | is active | aktiv | actif
        modifiedAt: modified | modified at | last modified | last modified date | modified time | updated
          | updated at | last updated | update time | geändert am | zuletzt geändert | Änderungsdatum
          | letzte Änderung | modifié | modifié le | date de modification | dernière modification
        ${CURRENCY}
      `),
    needs: [['name'], ['listPrice', 'code', 'family']],
    marks: names(`
        sku | list price | sales price | unit price | series | listenpreis | artikelnummer | prix unitaire
          | produktgruppe | gamme
      `),
  },
  {
    object: 'activity',
    label: 'activities',
    files: names(`
        activity | activities | tasks | log | touches | aktivitäten | aufgaben | activités | tâches
      `),
    fields: fields(`
        id: id | activity id | task id
        type: type | activity type | kind | art | typ | aktivitätstyp | aktivitätsart | type d activité
        subject: subject | title | description | betreff | titel | sujet | objet
        owner: owner | owner id | sales rep | sales agent | rep | seller | salesperson | sales person
          | account executive | assigned to | responsible | agent | ae | owner name | owner email | deal owner
          | verkäufer | vertriebsmitarbeiter | zuständig | zuständiger | inhaber | besitzer | eigentümer
          | verantwortlich | verantwortlicher | bearbeiter | mitarbeiter | betreuer | commercial | vendeur
          | propriétaire | responsable | assigné à | chargé d affaires | user | person | done by | benutzer
          | utilisateur
        deal: deal | deal id | deal name | opportunity | opportunity id | opportunity name | opp id | potential id
          | verkaufschance | geschäft | opportunité | affaire
        account: account | account name | account id | company | company name | customer | customer name | client
          | organization | organisation | organisation name | kunde | kundenname | firma | firmenname | unternehmen
          | unternehmensname | Organisation | société | entreprise | client | compte | nom du compte
          | raison sociale
        contact: contact | contact name | contact id | contact person | primary contact | Ansprechpartner | kontakt
          | kontaktperson | interlocuteur | nom du contact
        lead: lead | lead id
        at: date | start | start time | time | date time | start date | activity date | datum | beginn | zeitpunkt
          | startzeit | début | date et heure | heure de début
        endAt: end | end time | end date | ende | endzeit | fin | heure de fin
        dueDate: due date | due | fällig am | fälligkeitsdatum | échéance | date d échéance
        completedAt: completed | completed at | done at | erledigt am | abgeschlossen am | terminé le
        duration: duration | duration seconds | duration in seconds | dauer | dauer in sekunden | durée
        durationMinutes: duration minutes | duration min | dauer min | durée min | duration in minutes | minutes
          | minuten | dauer in minuten | durée en minutes
        direction: direction | call type | richtung | sens
        status: status | state | statut
        outcome: outcome | result | disposition | ergebnis | résultat
        participants: participants | attendees | invitees | guests | attendee emails | participant emails
          | required attendees | meeting attendees | event attendees | Teilnehmer | Teilnehmende | Eingeladene | invités
        ${STAMPS}
        ${DELETED}
      `),
    needs: [
      ['at', 'dueDate', 'completedAt', 'createdAt'],
      ['type', 'subject', 'duration'],
      ['owner', 'deal', 'account', 'contact', 'lead'],
    ],
    marks: names(`
        activity type | call type | duration | direction | activity date | betreff | aktivitätstyp | dauer | durée
          | due date | type d activité
      `),
  },
  {
    object: 'stage',
    label: 'stages',
    files: names('stage | stages | phasen | étapes'),
    fields: fields(`
        id: id | stage id
        name: name | stage | label | stage name | phase | étape
        pipeline: pipeline | pipeline id | pipeline name
        order: order | sort order | display order | position | reihenfolge | ordre
        probability: probability | wahrscheinlichkeit | probabilité
        closed: closed | is closed | geschlossen | fermé
        won: won | is won | closed won | gewonnen | gagné
      `),
    needs: [['name'], ['order', 'probability', 'closed', 'won'], ['closed', 'won', 'pipeline', 'probability']],
    marks: names('sort order | display order | is closed | stage id | reihenfolge | ordre'),
  },
  {
    object: null,
    label: 'description of fields',
    files: names('data dictionary | dictionary | readme | codebook | metadata | schema'),
    fields: fields(`
        table: table | object | tabelle
        field: field | column | feld | champ
        description: description | meaning | beschreibung
      `),
    needs: [['field'], ['description']],
    marks: names('table | field | description | column'),
  },
  {
    object: null,
    label: 'invoices',
    files: names('invoice | invoices | rechnungen | factures'),
    fields: fields(`
        number: invoice number | invoice id | rechnungsnummer | numéro de facture
      `),
    needs: [['number']],
    marks: names('invoice number | invoice id | invoice status | rechnungsnummer | numéro de facture'),
  },
]
