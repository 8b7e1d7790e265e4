# English texts of Chokepoint. The same keys stand in zh.ftl; a test compares them.
#
# Style: plain and calm, sentences a sixteen-year-old understands, no exclamation marks. A refusal says what is wrong
# and what to do. Quantities arrive ready to print ("$400 m", "12,000 t", "47 %"); counts and turns arrive as numbers.
# Country names arrive as they stand inside a sentence ("the United States"); the first letter of a sentence is made
# a capital afterwards.

## Grammar

# Names that need an article inside a sentence: name > name inside a sentence, separated by |.
names-with-article = United States>the United States|United States of America>the United States of America|United Kingdom>the United Kingdom|European Union>the European Union|United Arab Emirates>the United Arab Emirates|DR Congo>the DR Congo|Democratic Republic of the Congo>the Democratic Republic of the Congo|Netherlands>the Netherlands|Philippines>the Philippines|Rest of the world>the rest of the world|Rest of the World>the rest of the world|Other countries>other countries
# Words that keep their capital inside a sentence.
words-with-capital = Chinese American Australian Japanese Kazakh Uzbek Vietnamese Indian Congolese Ukrainian European Russian Malaysian Thai
list-next = { $head }, { $next }
list-last = { $head } and { $last }
everybody = all other countries
nobody = nobody
unknown-name = an unknown name
unknown-event = a headline that this seat has no text for

## Refusals

refusal-StaleTurn = This was meant for turn { $named }, but turn { $open } is open now. Look at the new situation and decide again.
refusal-GameOver = The played turns are over, so nothing can be changed any more. The debrief shows what happened.
refusal-NoSuchSeat = That is not another seat at this table. Choose one from the list of seats.
refusal-Unknown = Something named here does not exist in this level. Choose from the lists on the screen.
refusal-OutOfRange = A number here is too small or too large. Check rates, quantities, sums, prices and dates, and keep within the limits shown beside each field.
refusal-OutOfRange-known = The number must lie between { $low } and { $high }. Choose one in between.
refusal-NotEnoughCapital = This costs { $cost } political capital and you have { $left } left. Take back a sealed order, or wait: every turn brings new capital.
refusal-NotEnoughMoney = Your treasury holds { $left } and this costs { $cost }: choose something smaller or wait for next turn's income.
refusal-OwnCountry = This works only towards another country. Choose a partner.
refusal-WrongGood = { $good } cannot be used here: this works with minerals only. Choose a mineral good.
refusal-NothingChanges = That is already how things stand, so the order would change nothing. Choose another value.
refusal-NotSealed = You have not sealed such an order, so there is nothing to take back.
refusal-FacilityElsewhere = { $facility } does not stand in the host’s country. Choose a facility of the host, or another host.
refusal-StakeTaken = { $sold } of { $facility } belongs to others already. Ask for a smaller part.
refusal-NothingToTeach = The receiver is not behind the giver in making { $good }. Choose a good in which the giver is ahead and active, or swap the sides.
refusal-NothingToClaim = You have nothing to demand about the status of { $country }. Territory is never won here; offer a deal instead.
refusal-NoTender = { $project } takes no bids now, or there is no such bid. Bids can be sealed in the turn after a tender opens; the owner picks one in the next.
refusal-NoList = You keep no list of critical minerals: your money may support any good.
refusal-NotListed = Public money goes only to goods on the list of critical minerals, and { $good } is not on it. Put it there first.
refusal-NoBroker = This seat cannot bring the other side of the conflict in { $seat } to the table, or there is no conflict. Ask a seat that can, or offer something else.
refusal-NothingToWithhold = Nobody in this level is behind you in making { $good }, so there is nothing to keep back. Choose another good.
refusal-NothingToGuard = No unrest threatens { $seat }, so there is nothing to guarantee. Offer something else.
refusal-Forbidden = Agreement { $agreement } forbids this. Keep to it, agree on a new text with your partners, or seal a breach of agreement { $agreement } first; a breach costs political capital and trust.
refusal-NotYourProject = The project { $project } is not in your country, so you cannot start it yourself. Offer its host an investment instead.
refusal-AlreadyStarted = The project { $project } has already begun. Look at the projects panel to see what it waits for.
refusal-NotEnoughStock = Your stock of { $good } does not hold that much. Release less.
refusal-NoSuchAgreement = You have no agreement { $agreement } in force. Choose one from your list of agreements.
refusal-NoSuchOffer = Offer { $offer } is not open to you: it may have been answered, withdrawn or have lapsed. Look at the list of open offers.
refusal-OtherRevision = Offer { $offer } has a new text by now, revision { $now }. Read it before you answer.
refusal-AlreadySigned = You have already signed the present text of offer { $offer }. Wait for the other side to answer.
refusal-NotYourOffer = Only the seat that made offer { $offer } may withdraw it. You may decline it instead.
refusal-TooManyOffers =
    { $limit ->
        [one] You already have { $limit } offer open, which is the limit. Withdraw it or wait for an answer.
       *[other] You already have { $limit } offers open, which is the limit. Withdraw one or wait for an answer.
    }
refusal-EnoughTalk = You have sent { $seat } { $limit } offers and counter-offers this turn, which is the limit. Write a message, or offer again next turn.
refusal-EmptyDraft = Your draft has no clauses yet. Add at least one.
refusal-TooManyClauses = A draft holds at most { $limit } clauses. Take some out, or split it into two offers.
refusal-BadParties = A deal is between two and six different seats, and yours must be one of them; a counter-offer keeps the parties of the offer. Check the list of parties.
refusal-NotAParty = A clause names { $seat }, which is not a party to this deal. Add it to the parties or change the clause.
refusal-SameSides = A clause cannot run from a seat to itself. Choose another giver or receiver.
refusal-BadTerm = An agreement runs for one to { $longest } turns. Choose a term in between.
refusal-RepeatedClause = The same promise stands twice in this draft. Take one of the two clauses out.
refusal-InstalmentsExceedAnnounced = The instalments add up to { $instalments }, more than the { $announced } announced. Lower the instalments or announce more.
refusal-ProjectElsewhere = The project { $project } does not stand in the host's country. Choose the seat where it stands as host.
refusal-NoControl = There is no export control on { $good } between these two seats that could be relaxed. Choose another good or another direction.
refusal-CeilingAbove = The tariff already stands at { $now }. Set the ceiling at { $now } or below.
refusal-NoSuchFile = There is no licence file { $file } at your desk any more. Look at the files that are open now.
refusal-NotForCivilUse = This file asks for { $good } for arms makers: a licence for civil use only would give them nothing. Approve it, defer it or refuse it.
refusal-OneStatement = You have already made a threat or promise this turn. Messages are still free; the next statement can follow next turn.
refusal-BadDeadline = The deadline must be a turn of this game that is not over yet, at most four turns ahead. Choose another turn.
refusal-LastCall = In the last call only answers and orders count. Answer the open offers now and make new ones next turn.
refusal-BadMessage = A message needs some text and holds at most 900 bytes, about 900 Latin letters or 300 Chinese characters. Shorten it or send it in two parts.
refusal-NotForSeats = This is not open to your seat; a breach, for instance, can be sealed but not threatened or promised. Choose another order or ask the facilitator.
refusal-Repeated = This command carries the number of an earlier one and was not carried out. Check how things stand and try again.
refusal-Paused = The game is paused. Wait until the facilitator goes on; nothing is lost.
refusal-NotStored = The server could not store this, so nothing happened. Try again in a moment, and tell the facilitator if it keeps happening.
refusal-NoWayBack = Moves can only be taken back by somebody who plays alone, without a clock: others have seen them.

## News

news-TurnOpened = Turn { $turn } opens: { $turn_month }.
news-PlayedOut = The played turns are over. The run-out shows what the agreements and measures lead to.
news-Headline = { $event }
news-RumourTrue = The rumour was true: { $event }
news-RumourFalse = There was nothing in the rumour: { $event }
news-TariffSet =
    { $direction ->
        [up] { $importer } raises its tariff on { $good } from { $exporter } from { $before } to { $rate }.
       *[down] { $importer } lowers its tariff on { $good } from { $exporter } from { $before } to { $rate }.
    }
news-ExportTaxSet = { $exporter } sets its export tax on { $good } to { $destination } at { $rate }.
news-ControlSet =
    { $regime_kind ->
        [Ban] { $exporter } bans exports of { $good } to { $destination }.
       *[other] { $exporter } changes its export control on { $good } to { $destination }: { $regime }.
    }
news-ControlSetForAll =
    { $regime_kind ->
        [Ban] { $exporter } bans exports of { $good } to all other countries.
       *[other] { $exporter } changes its export control on { $good } to all other countries: { $regime }.
    }
news-ControlSuspended = { $exporter } suspends an export control on { $good }. A general licence is enough for the time being.
news-SuspensionEnded = The suspension is over: the export control of { $exporter } on { $good } acts again.
news-ControlLifted = { $exporter } lifts an export control on { $good }.
news-FloorSet = { $country } guarantees its producers of { $good } at least { $price } and stores what nobody buys above it.
news-TenderOpened = { $project } is put out to tender: sealed bids until the turn ends.
news-BidsOpened = Bids for { $project } are open: { $bids }. The owner picks one next, or none.
news-Awarded = { $project } goes to { $to }: the bid is an agreement now.
news-TenderFailed = The tender for { $project } ends without an award.
news-Claimed = { $by } demands the status of { $over }. Its allies ask what its word is worth.
news-ClaimDropped = { $by } drops its demand on the status of { $over }.
news-PeaceHolds = Peace holds in { $country }: mines and roads are open.
news-PeaceFrays = Peace frays in { $country }: a side that gains nothing from it no longer keeps it.
news-Listed = { $country } puts { $good } on its list of critical minerals: public money may support it.
news-Struck = { $country } strikes { $good } from its list of critical minerals.
news-ListGrew = { $country } puts { $names } more minerals on its critical list; the money stays the same.
news-ListShrank = { $country } strikes { $names } minerals from its critical list.
news-FloorEnded = { $country } no longer guarantees a price to its producers of { $good }.
news-ReachSet = The controls of { $exporter } on { $good } reach what others make of it: they need a licence too.
news-ReachLifted = The controls of { $exporter } on { $good } no longer reach goods made abroad.
news-TechnologyBanned = { $exporter } bans the export of its technology for { $good }: others will learn to make it more slowly.
news-TechnologyFreed = { $exporter } allows the export of its technology for { $good } again.
news-Signed =
    { $clauses ->
        [one] { $one } and { $other } sign agreement { $agreement }, with { $clauses } clause. It acts from this turn's resolution on.
       *[other] { $one } and { $other } sign agreement { $agreement }, with { $clauses } clauses. It acts from this turn's resolution on.
    }
news-Expired = Agreement { $agreement } between { $one } and { $other } has run to its term.
news-Broken = { $by } breaks agreement { $agreement }.
news-Leaked = A secret agreement between { $one } and { $other } has become known: agreement { $agreement }.
news-Late = { $by } is late with something owed under agreement { $agreement }.
news-OfferMade = { $from } puts offer { $offer } on the table.
news-Countered = { $from } answers with a counter-offer: a new text of offer { $offer }.
news-Declined = { $by } declines offer { $offer }: { $reason }.
news-Withdrawn = { $by } withdraws offer { $offer }.
news-OfferLapsed = Offer { $offer } has lapsed without an answer.
news-Stated =
    { $tone_kind ->
        [Threat] { $by } threatens { $target }: “{ $order }”, by turn { $due } unless they come to terms.
       *[Promise] { $by } promises { $target }: “{ $order }”, by turn { $due }.
    }
news-WordKept =
    { $tone_kind ->
        [Threat] { $by } carries out its threat: “{ $order }”.
       *[Promise] { $by } keeps its promise: “{ $order }”.
    }
news-ThreatAnswered = { $by } drops its threat: it has come to terms with { $target }.
news-WordEmpty =
    { $tone_kind ->
        [Threat] The threat of { $by } proves empty: “{ $order }” was not carried out.
       *[Promise] The promise of { $by } proves empty: “{ $order }” was not carried out.
    }
news-ProjectStarted = The project { $project } has begun.
news-ProjectPermitted = The project { $project } has its permits.
news-ProjectRuns = The project { $project } delivers its first output.
news-CaughtUp = { $country } has come up to { $share } of the leader’s know-how in making { $good }.
news-Rerouted = { $good } that controls keep back begins to reach its users by way of { $through }.
news-ChannelFound = Customs report { $good } leaving { $exporter } for { $destination } without licences.
news-FileAnswered =
    { $answer_kind ->
        [Approve] { $exporter } approves { $per_month } a month of { $good } for { $users } in { $destination }, with no condition on use.
        [CivilOnly] { $exporter } licenses { $per_month } a month of { $good } to { $destination }, for civil use only.
        [Defer] { $exporter } puts the file of { $users } in { $destination } off: { $per_month } a month of { $good }.
       *[Refuse] { $exporter } refuses { $users } in { $destination } a licence for { $per_month } a month of { $good }.
    }
news-FileGivenUp = Put off too long: { $users } in { $destination } withdraw their file for { $per_month } a month of { $good } from { $exporter }.
news-MineClosed = A producer of { $good } closes in { $country }: at these prices it does not pay.
news-MineReopened = A producer of { $good } opens again in { $country }.
news-PriceMoved =
    { $change_sign ->
        [down] The price of { $good } falls by { $change_size } for users in { $country }, to { $multiple_times } times its base price.
       *[up] The price of { $good } rises by { $change_size } for users in { $country }, to { $multiple_times } times its base price.
    }
news-Hoarding = Buyers of { $good } in { $country } fill their stores: each month they put { $share } of a month’s use away.
news-LivingFromStock = Buyers of { $good } in { $country } live from their stores, which give { $share } of what they use.
news-OrderForbidden = Your order “{ $order }” did not act: agreement { $agreement } forbids it. To do it all the same, seal it together with a breach.
news-OrderUnpaid = Your order “{ $order }” did not act: the money was not there. Seal a smaller one or wait for income.
news-OrderIdle = Your order “{ $order }” did not act: the stock or political capital was not there, or it had become pointless.
news-OrderDone = Your order acted: “{ $order }”.
news-StockMoved =
    { $by_sign ->
        [down] Your stock of { $good } falls by { $by_size }.
       *[up] Your stock of { $good } grows by { $by_size }.
    }
news-Paid = { $by } pays { $amount } to { $to } under agreement { $agreement }.
news-ModelWarning = One market could not be computed exactly this turn, so its last prices stand.

## Agenda

agenda-Answer = Offer { $offer } from { $from } awaits your answer: sign, counter or decline.
agenda-History = History order: “{ $order }”. Leave it sealed, change it or take it back.
agenda-Cable = A cable asks for your position: { $event }
agenda-SuspensionEnds = The suspended control of { $exporter } on { $good } comes back in { $until } unless somebody acts.
agenda-AgreementEnds = Agreement { $agreement } runs out soon. Renew it or prepare for its end.
agenda-Late = Something under agreement { $agreement } is late. Find out what and act before it counts as broken.
agenda-StatementDue = Your word falls due in turn { $due }. Do as you said, come to terms, or lose trust.
agenda-Tender = { $project } is under tender: seal a bid before this turn ends, or leave it to others.
agenda-Bids = The bids for { $project } are open: award it, or let the turn end and decline aloud.
agenda-File = Licence file { $file }: { $users } in { $destination } ask for { $per_month } of { $good } a month, without proof of use.
agenda-File-proof = Licence file { $file }: { $users } in { $destination } ask for { $per_month } of { $good } a month and prove the use.
agenda-Project = The project { $project } is delayed or waits for money. See what it needs.

## Orders, in short

order-Tariff = Tariff on { $good } from { $partner }: { $rate }
order-ExportTax = Export tax on { $good } to { $destination }: { $rate }
order-Control = Export control on { $good } to { $destination }: { $regime }
order-Suspend =
    { $turns ->
        [one] Suspend the control on { $good } to { $destination } for { $turns } turn
       *[other] Suspend the control on { $good } to { $destination } for { $turns } turns
    }
order-Reinstate = Put the control on { $good } to { $destination } back in force
order-Stock-buy = Buy { $mass } of { $good } for the stock
order-Stock-release = Release { $mass } of { $good } from the stock
order-StartProject = Start the project { $project }
order-Technology = Ban the export of your technology for { $good }
order-Technology-lift = Allow the export of your technology for { $good } again
order-Reach = Your controls on { $good } reach goods that others make of it
order-Reach-lift = Your controls on { $good } no longer reach goods made abroad
order-Floor = Price floor under your { $good }: { $price }
order-Tender = Put { $project } out to tender
order-Bid = Bid { $amount } for { $project }
order-Award = Award { $project } to { $to }
order-Claim = Demand the status of { $country }
order-Claim-drop = Drop the demand on the status of { $country }
order-List = Put { $good } on your list of critical minerals
order-List-strike = Strike { $good } from your list of critical minerals
order-List-grow = Put { $names } more minerals on your list
order-List-shrink = Strike { $names } minerals from your list
order-Floor-lift = End the price floor under your { $good }
order-Campaign = Customs campaign against contraband in { $good }
order-Breach = Break agreement { $agreement }

order-key-Tariff = Tariff on { $good } from { $partner }
order-key-ExportTax = Export tax on { $good } to { $destination }
order-key-Control = Export control on { $good } to { $destination }
order-key-Suspend = Suspension of the control on { $good } to { $destination }
order-key-Stock = Stock of { $good }
order-key-StartProject = Project { $project }
order-key-Technology = Your technology for { $good }
order-key-Reach = Reach of your controls on { $good }
order-key-Tender = Tender for { $project }
order-key-Bid = Bid for { $project }
order-key-Award = Award of { $project }
order-key-Claim = Demand on the status of { $country }
order-key-List = { $good } on your list of critical minerals
order-key-List-others = Other minerals on your list
order-key-Floor = Price floor under { $good }
order-key-Campaign = Customs campaign on { $good }
order-key-Breach = Breach of agreement { $agreement }

## Clauses: what the giver does for the receiver

clause-for-term =
    { $turns ->
        [one] {" "}for { $turns } turn
       *[other] {" "}for { $turns } turns
    }
clause-TariffCeiling = { $giver } keeps its tariff on { $good } from { $receiver } at { $max } or below{ $for_term }.
clause-ControlRelief-General = { $giver } lets { $good } go to { $receiver } without the limits of its export control{ $for_use }{ $for_term }.
clause-ControlRelief-Tonnes = { $giver } licenses { $per_month } of { $good } a month to { $receiver }{ $for_use }{ $for_term }, beside the common quota.
clause-for-use-Any = { "" }
clause-for-use-Civil = {" "}(civil users only)
clause-Offtake-Fixed = { $seller } ships { $per_month } of { $good } a month to { $buyer } at a fixed { $price }{ $for_term }.
clause-Offtake-Market = { $seller } ships { $per_month } of { $good } a month to { $buyer } at the market price, but at least { $price }{ $for_term }.
clause-Investment = { $investor } announces { $announced } for the project { $project } in { $host } and pays { $total } of it: { $instalments }.
clause-Investment-whole = { $investor } pays { $announced } for the project { $project } in { $host }: { $instalments }.
clause-instalment = { $amount } { $when }{ $milestone }
clause-when-start = at the start
clause-when-after = after { $after }
clause-milestone-None = { "" }
clause-milestone-Permitted = , once the permits are in hand
clause-milestone-Building = , once building has begun
clause-milestone-Running = , once it produces
clause-instalments-next = { $head }; { $next }
clause-instalments-none = nothing is paid
clause-LoanAid-Aid = { $lender } gives { $borrower } { $amount } as aid, paid at the start.
clause-LoanAid-Loan = { $lender } lends { $borrower } { $amount } at the start, paid back in equal parts over { $months } with { $rate } interest a year.
clause-LoanAid-DebtSwap = { $lender } forgives { $borrower } debt service of { $amount } in equal parts over { $months }.
clause-Equity = { $investor } buys { $share } of { $facility } in { $host } for { $amount } and takes that part of its surplus{ $for_term }.
clause-TechnologyTransfer = { $giver } teaches { $receiver } how { $good } is made{ $for_term }.
clause-Exclusivity = { $giver } gives nobody but { $receiver } a new contract for { $good } or a part of what makes it{ $for_term }.
clause-Peace = { $giver } keeps the other side of the conflict in { $receiver } to peace{ $for_term }, as long as both gain.
clause-SecurityGuarantee = { $giver } answers for the security of { $receiver }{ $for_term }.
clause-Memorandum = The parties declare their common will on “{ $topic }”; this binds nobody.

draft-head =
    { $turns ->
        [one] { $parties } agree for { $turns } turn:
       *[other] { $parties } agree for { $turns } turns:
    }
draft-clause = { $number }. { $clause }
draft-public = The agreement is public.
draft-secret = The agreement is secret: text and signing stay between the parties unless it leaks.

clause-kind-TariffCeiling = tariff ceiling
clause-kind-ControlRelief = control relief
clause-kind-Offtake = offtake
clause-kind-Investment = investment
clause-kind-LoanAid = loan, aid or debt swap
clause-kind-Equity = equity stake
clause-kind-TechnologyTransfer = technology transfer
clause-kind-Exclusivity = exclusivity
clause-kind-Peace = peace
clause-kind-SecurityGuarantee = security guarantee
clause-kind-Memorandum = memorandum
clause-kind-about-TariffCeiling = A promise to keep a tariff at or below a ceiling.
clause-kind-about-ControlRelief = A promise to let a controlled good go to a partner, freely or up to a quantity.
clause-kind-about-Offtake = A fixed quantity a month from a seller to a buyer, at an agreed price.
clause-kind-about-Investment = Money for a project abroad, paid by instalments. Only what is paid builds anything.
clause-kind-about-LoanAid = Money from treasury to treasury, given or lent, or debt service forgiven.
clause-kind-about-Equity = Part of a facility changes hands: the buyer pays once and takes its part of the surplus while the agreement runs.
clause-kind-about-TechnologyTransfer = Whoever is ahead teaches whoever is behind. What has been learned stays when the agreement ends.
clause-kind-about-Exclusivity = No other seat gets a new offtake of the good, or a part of what makes it. What was signed before stands; signing with another is a breach.
clause-kind-about-Peace = Peace lifts unrest while both sides gain from what they signed; bare words hold for some months.
clause-kind-about-SecurityGuarantee = The guarantor pays upkeep every month; the partner’s unrest weighs less.
clause-kind-about-Memorandum = A declaration: a headline without an obligation.

## Words

regime-Free = no licence needed
regime-General = general licence
regime-Licence = a licence for each shipment, { $approval } approved
regime-CivilOnly = civil use only, { $approval } approved
regime-Ban = ban
regime-about-Free = Nothing stands in the way of exports.
regime-about-General = Paperwork, but no limit on quantities.
regime-about-Licence = Every shipment needs a licence; the rate is the share of last year's flow that gets one.
regime-about-CivilOnly = Licences go to proven civil users only; defence users get nothing.
regime-about-Ban = Nothing leaves the country.
reason-TooLittle = it gives too little for what it asks
reason-RedLine = it asks for something this seat will not give
reason-CannotAfford = the money or political capital for it is not there
reason-OtherDeal = another deal is preferred
reason-NoTrust = the other side's word is not good enough
reason-NotNow = not now
tone-Threat = threat
tone-Promise = promise
file-answer-Approve = approve
file-answer-CivilOnly = civil use only
file-answer-Defer = defer
file-answer-Refuse = refuse
use-Civil = civil users
use-Defence = defence users
milestone-None = no milestone
milestone-Permitted = permits in hand
milestone-Building = building begun
milestone-Running = first output
step-Explore = exploration
step-Permit = permits
step-Build = construction
step-Ramp = ramp-up
stage-Mine = ore and concentrate
stage-Separate = oxide and metal
stage-Magnet = magnets and alloys
stage-General = other goods
concern-Users = prices of { $good }
concern-Producers = output of { $good } at home
concern-Consumers = prices of goods from abroad
concern-ImportCompeting = protection from imports
concern-Jobs = projects and jobs at home
concern-Standing = fair treatment of the country
concern-Environment = mines and plants near homes
agreement-standing-Formed = signed, acts from the coming resolution on
agreement-standing-InForce = in force
agreement-standing-Expired = ran to its term
agreement-standing-Broken = broken by { $by }
clause-standing-Kept = kept
clause-standing-Late =
    { $turns ->
        [one] late for { $turns } turn
       *[other] late for { $turns } turns
    }
clause-standing-Broken = broken
statement-standing-Open = not due yet
statement-standing-Kept = kept
statement-standing-Answered = settled by an agreement
statement-standing-Empty = proved empty
game-stage-Open = turn open
game-stage-RunOut = run-out
game-stage-Over = over

## Causes: of prices, and of what sets a line apart from no deal

meter-Announced = announced
meter-Paid = paid
meter-Capable = could be made
meter-Buying = bought from members
cause-group-Tariffs = tariffs and export taxes
cause-group-Controls = export controls
cause-group-Agreements = agreements
cause-group-Capacities = capacities
cause-group-Stocks = stocks
cause-group-Demand = demand
cause-group-Events = events
cause-Tariff = tariffs of { $importer } on { $good }
cause-ExportTax = export taxes of { $exporter } on { $good }
cause-Control = export controls of { $exporter } on { $good }
cause-Smuggling = smuggling of { $good } past the controls of { $exporter }
cause-Rerouting = { $good } sold on through { $through }
cause-Licences = licences of { $exporter } on single files for { $good }
cause-Reach = controls of { $exporter } on { $good } that reach goods made abroad
cause-Unrest = unrest in { $country }
cause-Floor = price floor of { $country } under { $good }
cause-Agreement = agreement { $agreement }
cause-Capacity = capacity added or qualified: { $facility }
cause-Capacity-ordered = capacity ordered by { $by }: { $facility }
cause-Stock = stock orders of { $seat } for { $good }
cause-KnowHow = know-how of { $country } in { $good }
cause-PrivateStocks = private stocks of { $good }
cause-Growth = growth of demand
cause-Drift = users of { $good } adapting to its price
cause-Event = event: { $event }
cause-Closure = closed or reopened: { $facility }
cause-other = what you may not know
term-Producers = profits of own producers of { $good }
term-Traders = profits of own traders who sell { $good } on
term-Premium = premiums under agreement { $agreement }
term-Users = own users of { $good }
term-Damage = standstill behind users who lack { $good }
term-Goods = trade in general goods
term-Received = received: { $why }
term-Paid = paid: { $why }
term-Environment = damage to the environment
term-LeftOver = stocks and unfinished projects at the end
term-Fill = supply of critical users
term-Cover = months of stock
term-Diversity = dependence on one partner
term-ScarceStage = share of the scarce stage
term-Calm = measures and threats against the country
term-Opening = approval at the start
term-Group = mood of { $group }
term-Headlines = headlines of signed agreements
term-Stir = { $stir }
term-Limits = rounding and limits
stir-Mood = mood of the country
stir-EmptyHeadline = an announcement without money
stir-Claim = a demand on a country’s status
stir-List = the list of critical minerals
stir-EmptyWord = an empty threat or promise
stir-Event = event: { $event }
why-Income = the turn's income
why-Unspent = money beyond what may be carried over
why-Tariff = tariffs on { $good }
why-ExportTax = export taxes on { $good }
why-Rent = licence rents on { $good }
why-TradersRent = licensed traders of { $good }
why-StockPurchase = purchases of { $good } for the stock
why-StockSale = sales of { $good } from the stock
why-Project = project { $project }
why-Instalment = investment under agreement { $agreement }
why-LoanAid = loan or aid under agreement { $agreement }
why-Repayment = repayment under agreement { $agreement }
why-Contraband = { $good } without a licence
why-Stake = equity under agreement { $agreement }
why-Guarantee = security guarantee under agreement { $agreement }
why-Drawn = private money that a listed good draws to { $project }
why-Floor = { $good } bought at the price floor
why-Campaign = customs campaign over { $good }
why-Offtake = price difference under agreement { $agreement }

## Conditions, where a goal has no words of its own

condition-Always = always
condition-Any = either { $list }
condition-Not = it is not so that { $inner }
condition-and = { $head }; and { $next }
condition-or = { $head }, or { $next }
condition-PriceAtLeast = the price of { $good } for { $use } in { $country } is at least { $multiple_times } times its base price
condition-PriceBelow = the price of { $good } for { $use } in { $country } is below { $multiple_times } times its base price
condition-FillAtLeast = { $use } in { $country } get at least { $share } of the { $good } they need
condition-ShareAtLeast = { $country } makes at least { $share } of the world's { $good }
condition-TariffAtMost = the tariff of { $importer } on { $good } from { $exporter } is { $rate } or less
condition-Relaxed = { $good } from { $exporter } can go to { $destination } without limits
condition-Signed = { $seat } has an agreement with a clause of this kind: { $kind }
condition-Signed-with = { $seat } has an agreement with { $with } with a clause of this kind: { $kind }
condition-KeptFaith = { $seat } has broken no agreement
condition-Started = the project { $project } has begun
condition-Paid = at least { $amount } has been paid into the project { $project }
condition-Permitted = the project { $project } has its permits
condition-Running = the project { $project } produces
condition-MeterAtLeast-Announced = the members of { $club } have announced at least { $value } to each other
condition-MeterAtLeast-Paid = at least { $value } has been paid into members’ projects of { $club }
condition-MeterAtLeast-Capable = members of { $club } could make at least { $value } of what they need
condition-MeterAtLeast-Buying = members of { $club } buy at least { $value } of what they need from members
condition-ChangedItsMind = { $seat } has changed measures of its own at least { $times } times in the last three turns
condition-TreasuryAtLeast = the treasury of { $seat } holds at least { $amount }
condition-ApprovalAtLeast = approval in { $seat } is at least { $approval_points } of 100 points
condition-CoverAtLeast = the stock of { $good } in { $country } lasts at least { $months_points } months

## Quantities

quantity-month-1 = Jan
quantity-month-2 = Feb
quantity-month-3 = Mar
quantity-month-4 = Apr
quantity-month-5 = May
quantity-month-6 = Jun
quantity-month-7 = Jul
quantity-month-8 = Aug
quantity-month-9 = Sep
quantity-month-10 = Oct
quantity-month-11 = Nov
quantity-month-12 = Dec
quantity-date = { $month } { $year }
quantity-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
quantity-turn = turn { $turn }
quantity-turns =
    { $count ->
        [one] { $count } turn
       *[other] { $count } turns
    }
quantity-run-out = run-out, step { $step }
quantity-offer = offer { $number }
quantity-agreement = agreement { $number }

## Title screen, joining

ui-title = Chokepoint
ui-subtitle = A game of policy and negotiation about critical minerals
ui-play-alone = Play against the computer
ui-host-game = Host a game on this network
ui-join-game = Join a game
ui-continue-game = Continue a game
ui-past-games = Past games
ui-settings = Settings
ui-quit = Quit
ui-language = Language
ui-language-en = English
ui-language-zh = 中文
ui-text-size = Text size
ui-choose-level = Choose a level
ui-rivals = { $changed ->
    [0] Figures in dispute: play other ones
    [one] Figures in dispute: { $changed } changed
   *[other] Figures in dispute: { $changed } changed
}
ui-tip-rivals = The documents disagree about these numbers. What you choose here moves the markets of this game; the same seed with another number shows how much depends on it.
ui-rivals-reset = As the level has them
ui-level-length =
    { $turns ->
        [one] { $turns } turn from { $month }
       *[other] { $turns } turns from { $month }
    }
ui-level-seats =
    { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }
ui-level-documents = Based on { $documents }
ui-enter-code = Code or address of the game
ui-your-name = Your name
ui-join = Join
ui-games-found = Games found on this network
ui-games-none-found = No game found yet. Ask the host for the code or the address and type it in.
ui-looking-for-games = Looking for games on this network
ui-connecting = Connecting to { $address }
ui-waiting-for-players = Waiting for the other players
ui-waiting-for-start = Waiting for the facilitator to start the game
ui-host-code = Others join with the code { $code }
ui-host-address = or with the address { $address }
ui-host-open = Let others on this network join

## Seats and brief

ui-choose-seat = Choose a seat
ui-seat-free = free
ui-seat-taken = taken by { $name }
ui-seat-ai = played by the computer
ui-seat-you = you
ui-seat-absent = away, looked after by the caretaker
ui-seat-watch = Watch only
ui-difficulty = Strength of the computer
ui-difficulty-easy = easy
ui-difficulty-normal = normal
ui-difficulty-hard = hard
ui-brief = Your brief
ui-brief-private = Only you can read this.
ui-brief-situation = Situation
ui-brief-goals = Your goals
ui-brief-red-line = Red line
ui-brief-walk = If nothing is signed
ui-brief-weights = What counts for you
ui-brief-walk-away = Sign nothing that adds less than { $points } points.
ui-goal-stars =
    { $stars ->
        [one] { $stars } star
       *[other] { $stars } stars
    }
ui-goal-met = met
ui-goal-not-met = not met yet
ui-start-playing = Start playing

## Turn, clock, budgets

ui-turn-of = Turn { $turn } of { $turns }
ui-turn-span = { $start }, { $months }
ui-time-left = { $minutes }:{ $seconds } left
ui-no-time-limit = No time limit
ui-last-call = Last call: orders and answers only
ui-paused = Paused by the facilitator
ui-resolving = The turn is being resolved
ui-ready = Ready
ui-not-ready = Not ready any more
ui-ready-count = { $ready } of { $seats } seats are ready
ui-capital = Political capital
ui-treasury = Treasury
ui-approval = Approval
ui-reliability = Reliability
ui-income-per-turn = { $amount } a turn

## Map

ui-map = Map
ui-map-flows = Flows
ui-map-flow = { $mass } of { $good } a month from { $from } to { $to }
ui-map-bottleneck = Bottleneck
ui-map-choked = choked
ui-map-free = free
ui-map-chain = Chain
ui-map-stage = Stage
ui-map-all-goods = All goods
ui-map-legend = Key to the map
ui-map-facility-running = runs at { $share } of its capacity
ui-map-facility-closed = closed
ui-map-project = project
ui-map-stock = stock

## Panels

ui-panel-situation = Situation
ui-panel-markets = Markets
ui-panel-policy = Policy
ui-panel-projects = Projects
ui-panel-deals = Deals
ui-panel-messages = Messages
ui-panel-news = News
ui-panel-issues = Needs attention
ui-panel-figures = Figures and sources
ui-panel-history = What happened so far
ui-issues-none = Nothing waits for you. Press Ready when you are done.
ui-agenda = Agenda
ui-score = Score against no deal
ui-score-welfare = Welfare
ui-score-security = Security
ui-score-politics = Politics
ui-score-total = Total
ui-score-points = { $points } points
ui-score-explained = 0 is what would have come without any deal; 100 is a very good table.
ui-welfare-producers = Mineral producers
ui-welfare-users = Users of minerals
ui-welfare-goods = Trade in other goods
ui-welfare-receipts = Income of the treasury
ui-welfare-outlays = Spending of the treasury
ui-welfare-environment = Cost to the environment
ui-welfare-damage = Stoppages behind users’ plants
ui-security-fill = Supply of the worst critical line
ui-security-cover = Months of stock against the target
ui-security-diversity = Not hanging on one partner
ui-security-scarce-stage = Own share of the scarce stage
ui-security-calm = No measure or threat against the country
ui-prices = Prices
ui-price = Price
ui-price-of-base = { $times } times the base price
ui-trade = Trade
ui-imports = Imports
ui-exports = Exports
ui-output = Output
ui-use = Use
ui-share-of-world = Share of the world
ui-tariff = Tariff
ui-tariffs = Tariffs
ui-export-tax = Export tax
ui-export-taxes = Export taxes
ui-control = Export control
ui-controls = Export controls
ui-stock = Strategic stock
ui-stocks = Strategic stocks
ui-stock-cover = lasts { $months } months
ui-measures-in-force = Measures in force
ui-measure-suspended = suspended until { $until }
ui-sealed-orders = Sealed orders
ui-sealed-orders-none = No order sealed. What is in force stays in force.
ui-history-order = history order
ui-order-cost = costs { $capital } political capital
ui-project-cost = Cost
ui-project-paid = Paid so far
ui-project-output = Adds { $mass } a month
ui-project-months-left = { $months } to full output, if paid
ui-project-not-started = not begun
ui-project-waiting = waits for money
ui-project-delayed = delayed by { $months }
ui-offers = Open offers
ui-offers-none = No offer is open.
ui-agreements = Agreements
ui-agreements-none = No agreement is in force.
ui-offer-from = Offer { $offer } from { $seat }
ui-offer-revision = revision { $revision }
ui-offer-signed-by = signed by { $seats }
ui-offer-awaits = awaits { $seats }
ui-agreement-until = until the end of turn { $turn }
ui-ledger = Promises and threats
ui-ledger-none = Nobody has promised or threatened anything.
ui-draft = Draft
ui-draft-parties = Parties
ui-draft-clauses = Clauses
ui-draft-term = Term
ui-draft-secret = Keep it secret
ui-draft-template = Start from a template
ui-template-relief-for-relief = Relief for relief
ui-template-money-for-tonnes = Money for tonnes
ui-template-processing-at-home = Processing at home
ui-template-security-for-minerals = Security for minerals
ui-template-stock-swap = Stock swap
ui-template-memorandum = Memorandum
ui-messages-to = To
ui-messages-everybody = everybody
ui-messages-write = Write a message
ui-messages-none = No messages yet.
ui-messages-read-by-facilitator = The facilitator can read all messages.
ui-news-none = No news yet.
ui-figure-agreed = agreed
ui-figure-contested = contested
ui-figure-corrected = corrected
ui-figure-assumed = assumed by us
ui-figure-source = Source
ui-figure-rivals = Other figures
ui-preview = Likely effect
ui-preview-range = between { $low } and { $high } points
ui-preview-mid = about { $points } points
ui-preview-working = Working it out
ui-preview-explained = A forecast from what you know; nobody's secrets are in it.
ui-would-void = Signing makes your order “{ $order }” void.

## Buttons

ui-button-seal = Seal
ui-button-unseal = Take back
ui-button-change = Change
ui-button-offer = Send offer
ui-button-counter = Counter
ui-button-sign = Sign
ui-button-decline = Decline
ui-button-withdraw = Withdraw
ui-button-breach = Break the agreement
ui-button-add-clause = Add a clause
ui-button-remove = Remove
ui-button-send = Send
ui-button-threaten = Threaten
ui-button-promise = Promise
ui-button-ask-what = What would you want?
ui-button-new-draft = New draft
ui-button-cancel = Cancel
ui-button-close = Close
ui-button-back = Back
ui-button-next = Next
ui-button-ok = OK
ui-button-yes = Yes
ui-button-no = No
ui-button-open-source = Open the source
ui-button-copy = Copy
ui-button-leave = Leave the game
ui-button-try-again = Try again

## Tooltips

ui-tip-capital = Political capital pays for orders, signatures and statements. Every turn brings 3 more, up to 6 can be kept; high approval adds one, low approval takes one.
ui-tip-treasury = The money your government can spend. What is more than two turns' income goes back.
ui-tip-approval = How the groups at home judge you, from 0 to 100.
ui-tip-reliability = What others think your word is worth. Broken agreements and empty threats lower it.
ui-tip-seal = The order acts when the turn is resolved. You can take it back until then.
ui-tip-sign = A signature cannot be undone. The last one makes the agreement.
ui-tip-sign-alone = The last signature makes the agreement. Alone at the table you can still go back with the guide.
ui-tip-decline = The offer is off the table. Your reason is told to the other side.
ui-tip-counter = Answer with another text. Earlier signatures become void.
ui-tip-withdraw = Take your own offer back before the last signature.
ui-tip-breach = The agreement ends before your other orders act. It costs 3 political capital and trust.
ui-tip-ready = The turn is resolved when everybody is ready. You can change your mind until then.
ui-tip-secret = A secret agreement earns no headline and may leak, with a chance of 10 % a turn.
ui-tip-suspend = For some turns a general licence is enough; then the control comes back by itself.
ui-tip-bottleneck = The stage where least gets through. Widening another stage changes nothing.
ui-tip-announced = Announced money builds nothing. Only what is paid counts.
ui-tip-threat = If you neither do it nor come to terms by the deadline, your word is worth less.
ui-tip-no-deal = The same world in which nobody signs anything: scores are measured against it.
ui-tip-run-out = The months after the last turn, computed without players. They count too.
ui-tip-price-index = What users pay here on average over all origins, duties included.

## Facilitator

ui-facilitator = Facilitator
ui-facilitator-start = Start the game
ui-facilitator-pause = Pause
ui-facilitator-continue = Continue
ui-facilitator-minute = One minute more
ui-facilitator-end-turn = End the turn
ui-facilitator-back = Back one turn
ui-facilitator-end-game = End the game
ui-facilitator-seat-to-ai = Give the seat to the computer
ui-facilitator-seat-to-person = Give the seat to a person
ui-facilitator-mute = Mute
ui-observer = Observer

## Debrief

ui-debrief = Debrief
ui-debrief-timeline = What happened
ui-debrief-scores = Scores against no deal
ui-debrief-class = For the class
ui-debrief-questions = Questions to talk about
ui-brief-full = Full brief
ui-brief-basic = Short brief
ui-brief-team = If several of you share this seat
sub-role-Lead = Lead
sub-role-Trade = Trade
sub-role-Minerals = Minerals
sub-role-Press = Press
sub-role-Home = Home front
ui-tip-template-empty = There is nothing between you and this partner that this template could use.
ui-debrief-briefs = The briefs, opened
ui-debrief-promises = Promises kept and broken
ui-debrief-left = Value left on the table
ui-debrief-best-unsigned = The best deal nobody signed
ui-debrief-run-out = Five years later
ui-debrief-figures = Contested figures
ui-debrief-lesson = What this level shows
ui-debrief-bottleneck = Where the bottleneck was, and whether it moved
ui-debrief-save-report = Save the report
ui-debrief-export = Export the data
ui-debrief-play-again = Play again
ui-debrief-change-decision = Change one decision and see

## Errors

ui-error-no-graphics = No graphics adapter was found that can draw this window. Install a graphics driver, or take part from another computer.
ui-error-no-window = The window could not be opened. Check that a desktop is running on this computer.
ui-error-cannot-connect = { $address } does not answer. Check the address and that both computers are on the same network.
ui-error-connection-lost = The connection to the server was lost. Your seat is kept; trying again.
ui-error-timed-out = The server did not answer in time. The network may block the game's UDP port.
ui-error-wrong-code = This code does not belong to a game here. Check it with the host.
ui-error-wrong-key = This seat key does not fit. Ask the facilitator to free the seat.
ui-error-seat-taken = Somebody else has this seat. Choose another one.
ui-error-name-taken = Somebody here already has this name. Choose another one.
ui-error-table-full = Every seat at this table is taken. You can watch instead.
ui-error-version = The server runs version { $server } and this program is version { $own }. Get the server's program from its front page.
ui-error-bad-level = The level { $level } has mistakes: { $problem }
ui-error-no-such-level = There is no level named { $level }.
ui-error-port-in-use = Port { $port } is in use already. Close the other program or choose another port.
ui-error-not-stored = The server's disk did not accept the last moves. They did not happen; tell the facilitator.
ui-error-server-stopped = The server has ended the game.
ui-error-removed = The facilitator has removed you from the table.
ui-error-too-fast = Too many messages in a short time. Wait a moment.
ui-error-save = The file { $file } could not be written.
ui-error-unknown = Something went wrong: { $what }

# panels

panel-month = { $month }
panel-span = { $from } – { $to }
panel-deciding = still deciding
panel-bottlenecks = Where it is narrow
panel-bottleneck-downstream = The narrow place for { $country } is { $good }. More ore changes nothing here.
panel-bottleneck-ore = The narrow place for { $country } is the first stage: { $good }.
panel-bottleneck-none = No stage is short for { $country } now.
panel-weight = counts { $weight }
panel-made-of = What the lines are made of
panel-line-money = { $line }: { $now } million USD a year, without deals { $without }
panel-line-points = { $line }: { $now } of 100, without deals { $without }
panel-million-a-year = Million USD a year against the base year.
panel-news-all = All
panel-news-mine = About us
panel-turn-heading = Turn { $turn } · { $month }
panel-bytes = { $used } of { $most } bytes
panel-licence-files = Licence files
panel-licence-files-note = Answers are free and can be changed until the turn ends. What you do not answer is deferred and keeps its place on the desk.
panel-new-order = New order
panel-say-first = Say it first
panel-say-hint = Tell another seat in public that you will make the order in the form above, unless you come to terms (threat), or without conditions (promise).
panel-said-to = To whom
panel-due = By the end of
panel-suspension = Suspension
panel-project-start = Project start
panel-floor = Price floor
panel-floor-price = Guaranteed price
panel-peace-patience = Without anything that both sides gain, it holds for { $months }.
panel-claim = Status of another country
panel-claim-on = Demand it
panel-claim-off = No demand
panel-claim-hint = A headline at home. No territory is ever won; your word is worth less each turn the demand stands, and allies feel it.
panel-tender = Tender
panel-tender-hint = Other seats may bid next turn; the turn after you award the project to one of them, or decline aloud.
panel-bid = Bid for a tender
panel-bid-amount = Million USD
panel-bid-hint = Sealed until the turn ends. A third is paid at once if you win, a third with the permits, the rest when building begins.
panel-award = Award a tender
panel-award-hint = The winner's bid becomes an agreement. Answers cost nothing.
panel-tender-none = no tender
panel-tender-open = out to tender
panel-list = Critical-minerals list
panel-list-add = Put this good on the list
panel-list-strike = Strike this good
panel-list-grow = Add ten other minerals
panel-list-shrink = Strike ten other minerals
panel-list-names = { $names } names
panel-list-hint = Your public money goes only to listed goods, and draws private money there: the less of it, the longer the list.
panel-floor-hint = Your budget buys for the stock what your producers cannot sell above this price. 0 ends the guarantee. If the money runs out, so does the guarantee.
panel-floor-none = no floor
panel-technology = Technology
panel-technology-on = banned from export
panel-technology-off = free to leave
panel-technology-hint = Whoever is behind you in making the good learns more slowly, and plants abroad that your money pays for come without your engineers. A technology transfer you sign is an exception for its receiver.
panel-reach = Reach of controls
panel-reach-on = reach goods made abroad
panel-reach-off = end at the border
panel-reach-hint = While your control on the good limits what goes to a country, others need your licence too for what they make of it and sell there. Not all of them will ask.
panel-campaign = Customs campaign
panel-campaign-before = as it goes
panel-campaign-after = one turn of raids
panel-nothing-to-choose = There is nothing to choose here.
panel-now = Now
panel-then = then
panel-already-sealed = This order is sealed already.
panel-from = From
panel-to = To
panel-project = Project
panel-good = Good
panel-rate = Rate
panel-approval-rate = Share of licences approved
panel-turns = Turns
panel-reinstate = With 0 turns the control is put back in force.
panel-tonnes-buy = Tonnes to buy (with a minus: to release)
panel-clubs = Clubs
panel-clubs-hint = Of what they bought in the base year. Nobody moves these directly: headlines, money, plants and orders do.
panel-campaign-hint = Customs break up part of the channels past your controls, and of what is re-exported through your country. What they find is news to you.
panel-stock-hint = Bought at the last turn's price, over the whole turn. What is released goes to the users at home.
panel-regime-free = Free
panel-regime-general = General licence
panel-regime-licence = Licence each
panel-regime-civil = Civil use only
panel-regime-ban = Ban
panel-in-force = in force
panel-begun = begun
panel-differs = differs from country to country
panel-costs-money = costs { $money } from the treasury
panel-costs-money-first = { $first } this turn, { $whole } in all
panel-desk = Draft desk
panel-you-get = You get
panel-you-give = You give
panel-all-say = Besides
panel-awaits-you = awaits your answer
panel-below-walk = This is worth less to you than the { $points } points that your brief asks of a deal.
panel-ask-text = About offer { $offer }: what would you want instead?
panel-agreements-over = Over
panel-given = in force from the start
panel-breach-seal = Seal the breach
panel-breach-sealed = The breach is sealed. It acts when the turn is resolved.
panel-choose-partner = Choose with whom the deal would be.
panel-countering = Your answer to offer { $offer } of { $seat }. The parties stay the same.
panel-put-in = Put it in
panel-send-counter = Send counter-offer
panel-at-most = At most
panel-topic = Topic
panel-seller = Who ships
panel-buyer = Who takes it
panel-investor = Who pays
panel-host = In whose country
panel-lender = Who pays
panel-borrower = Who receives
panel-giver = Who gives
panel-receiver = To whom
panel-relief-general = No limit
panel-relief-tonnes = Up to a quantity
panel-tonnes-month = Tonnes a month
panel-any-use = Any use
panel-civil-use = Civil use only
panel-price-market = Market price
panel-price-fixed = Fixed price
panel-price-floor = But at least (USD/kg)
panel-price-usd = Price (USD/kg)
panel-announced = Announced (million USD)
panel-instalments = What is really paid
panel-add-instalment = Add an instalment
panel-amount = Million USD
panel-after-months = After months
panel-milestone = Only once
panel-aid = Aid
panel-loan = Loan
panel-debt-swap = debt swap
panel-facility = Facility
panel-part = Part
panel-guarantee-cost = Upkeep for the guarantor: { $cost } a month.
panel-months = Months
panel-interest = Interest a year
panel-output-shares = Who makes it
panel-share-and-mass = { $share } · { $mass } a month
panel-no-output = Nobody makes it now.
panel-own-supply = Supply of { $country }
panel-buys-none = Nothing is bought here.
panel-origins = Comes from
panel-price-chart-hint = 1 is the base year. Switch countries on and off above.
panel-no-measures = No tariff, tax or control acts on this good.
panel-tariff-row = { $importer } levies { $rate } on imports from { $exporter }
panel-tax-row = { $exporter } levies { $rate } on exports to { $destination }
panel-control-row = { $exporter } → { $destinations }: { $regime }
panel-projects-all = The whole deck
panel-projects-mine = In our country
panel-paid-of = { $paid } of { $cost }
panel-months-to-output = First output in { $months }, if it is paid in time
panel-runs = runs
panel-no-seat-there = No seat at this table decides there.
panel-offer-finance = Offer to finance it
panel-start-project = Seal the start
panel-documents = Documents behind this level
panel-need-address = Type the code or address that the host tells you.
panel-need-name = Type your name.
panel-need-seat = Choose a seat first.
panel-no-levels = No level was found.
panel-purse = Purse { $money } a year · of the world's output: { $share }
panel-no-output-short = none
panel-search = Search
panel-slip = The document says: { $slip }
panel-stars-of = { $got } of { $all } stars
panel-goal-missed = missed
panel-debrief-no-agreement = Nobody signed anything.
panel-kept-all = { $seat } broke no agreement.
panel-broke =
    { $count ->
        [one] { $seat } broke { $count } agreement.
       *[other] { $seat } broke { $count } agreements.
    }
panel-run-out-line = Right of the upright line nobody plays any more: that is the run-out.

## The guide
ui-guide = Guide
ui-guide-step = Guide · step { $step } of { $steps }
ui-guide-minutes = about { $minutes } min left
ui-tip-guide-minutes = Reckoned for somebody who has never played: reading at 200 words a minute, 20 seconds for every button, half a minute to look around. There is no clock in this game.
ui-guide-fill = Fill it in for me
ui-guide-show-offer = Show me the offer
ui-guide-show-map = Show on the map
ui-guide-waits = Nothing to press here now: the others answer, or the month has to end.
ui-guide-skip = Skip step
ui-guide-leave = Leave the guide
ui-tip-guide-leave = You play on alone. “Guide” at the foot of the map brings it back.
ui-tip-guide-back = The step before is due again, and the game stands as it did when that began: orders, offers, signatures and months after it never happened.
ui-guide-first = This is the first step.
ui-guide-goes-back = Going back
ui-guide-done = You know the way
