# 《咽喉》中文文本。键与 en.ftl 完全相同，由测试核对。
#
# 文风平实，不用感叹号；拒绝要说明哪里不对、该怎么做。数量已经排好（“4亿美元”“12,000吨”“47%”），
# 计数和回合以数字传入。

## Grammar

names-with-article = { "" }
words-with-capital = { "" }
list-next = { $head }、{ $next }
list-last = { $head }和{ $last }
everybody = 所有其他国家
nobody = 无
unknown-name = 未知名称
unknown-event = 一条本席位没有文本的消息

## Refusals

refusal-StaleTurn = 这个操作属于第{ $named }回合，而现在是第{ $open }回合。请看清新的局势，再作决定。
refusal-GameOver = 所有回合都已结束，不能再作改动。请在复盘中查看经过。
refusal-NoSuchSeat = 这不是本桌的另一个席位。请从席位列表中选择。
refusal-Unknown = 这里提到的某个名称在本关卡中不存在。请从屏幕上的列表中选择。
refusal-OutOfRange = 有一个数字太小或太大。请检查税率、数量、金额、价格和日期，使其在各栏旁所示的范围之内。
refusal-OutOfRange-known = 这个数字必须在{ $low }和{ $high }之间。请在此范围内选择。
refusal-NotEnoughCapital = 这需要{ $cost }点政治资本，而你只剩{ $left }点。请收回一条已封存的指令，或者等待：每回合都会增加政治资本。
refusal-NotEnoughMoney = 国库里有{ $left }，而这需要{ $cost }：请选择较小的方案，或等待下一回合的收入。
refusal-OwnCountry = 这只能针对别的国家。请选择一个对象。
refusal-WrongGood = { $good }不能用在这里：这里只适用于矿产品。请选择一种矿产品。
refusal-NothingChanges = 现状已经如此，这条指令不会带来任何改变。请选择另一个数值。
refusal-NotSealed = 你没有封存过这样的指令，所以没有什么可收回。
refusal-FacilityElsewhere = { $facility }不在东道国境内。请选择东道国的设施，或换一个东道国。
refusal-StakeTaken = { $facility }已有{ $sold }归他国所有。请要求较小的份额。
refusal-NothingToTeach = 接受方在{ $good }的生产上并不落后于给予方。请选择给予方领先且正在生产的产品，或对调双方。
refusal-NothingToClaim = 你对{ $country }的地位无可要求。这里赢不到领土，请改谈协议。
refusal-NoTender = { $project }现在不收投标，或没有这份标书。招标后的下一回合可投标，再下一回合由业主选定。
refusal-NoList = 你没有关键矿产清单：资金可支持任何品种。
refusal-NotListed = 公共资金只给关键矿产清单上的品种，{ $good }不在其中。请先列入。
refusal-NoBroker = 该席位无法让{ $seat }冲突的另一方坐下来谈，或那里没有冲突。请找能办到的席位，或提出别的条件。
refusal-NothingToWithhold = 本关卡中没有谁在{ $good }的制造上落后于你，所以没有什么可保留。请选择别的商品。
refusal-NothingToGuard = { $seat }没有受到动荡威胁，无需保证。请提出别的条件。
refusal-Forbidden = 第{ $agreement }号协议禁止这样做。请遵守协议，与对方商定新的文本，或者先封存对第{ $agreement }号协议的违约；违约要付出政治资本和信任。
refusal-NotYourProject = 项目“{ $project }”不在你的国家，你不能自行启动。请改为向所在国提出投资。
refusal-AlreadyStarted = 项目“{ $project }”已经开始。请在项目栏查看它在等什么。
refusal-NotEnoughStock = 你的{ $good }储备没有这么多。请少投放一些。
refusal-NoSuchAgreement = 你没有生效中的第{ $agreement }号协议。请从你的协议列表中选择。
refusal-NoSuchOffer = 第{ $offer }号提案对你已不再有效：可能已被答复、撤回或过期。请查看未决提案列表。
refusal-OtherRevision = 第{ $offer }号提案已有新文本（第{ $now }稿）。请先阅读，再作答复。
refusal-AlreadySigned = 你已经签署了第{ $offer }号提案的当前文本。请等待对方答复。
refusal-NotYourOffer = 只有提出第{ $offer }号提案的席位才能撤回它。你可以改为拒绝。
refusal-TooManyOffers = 你已有{ $limit }份未决提案，达到上限。请撤回一份，或等待答复。
refusal-EnoughTalk = 本回合你已向{ $seat }发出{ $limit }份提案和反提案，达到上限。请发消息，或在下一回合再提。
refusal-EmptyDraft = 你的草案还没有条款。请至少添加一条。
refusal-TooManyClauses = 一份草案最多有{ $limit }项条款。请删去一些，或分成两份提案。
refusal-BadParties = 一项协议有两到六个不同的席位，其中必须有你；反提案的各方须与原提案相同。请检查各方名单。
refusal-NotAParty = 有一项条款提到{ $seat }，但它不是这项协议的一方。请把它加入各方，或修改该条款。
refusal-SameSides = 条款的给予方和接受方不能是同一席位。请另选一方。
refusal-BadTerm = 协议的期限为1到{ $longest }个回合。请在此范围内选择。
refusal-RepeatedClause = 同一承诺在草案中出现了两次。请删去其中一条。
refusal-InstalmentsExceedAnnounced = 各期付款合计{ $instalments }，超过宣布的{ $announced }。请减少分期付款，或提高宣布的金额。
refusal-ProjectElsewhere = 项目“{ $project }”不在所填的所在国。请选择它实际所在的席位。
refusal-NoControl = 这两个席位之间没有可以放宽的{ $good }出口管制。请选择另一种产品或另一个方向。
refusal-CeilingAbove = 关税现在已经是{ $now }。请把上限定在{ $now }或更低。
refusal-NoSuchFile = 你的许可窗口已没有第{ $file }号申请。请查看现有的申请。
refusal-NotForCivilUse = 这份申请是军工用户要{ $good }：仅限民用的许可对其毫无用处。请批准、推迟或拒绝。
refusal-OneStatement = 本回合你已经作过一次威胁或承诺。消息仍可随意发送；下一次声明请等到下一回合。
refusal-BadDeadline = 期限必须是本局尚未结束的回合，最多在四个回合之后。请另选一个回合。
refusal-LastCall = 最后时段只接受答复和指令。请现在答复未决提案，新的提案留到下一回合。
refusal-BadMessage = 消息不能为空，最多900字节，大约300个汉字。请缩短，或分两次发送。
refusal-NotForSeats = 你的席位不能这样做；例如违约可以封存，但不能用来威胁或承诺。请选择另一条指令，或询问主持人。
refusal-Repeated = 这个操作的编号与先前的重复，没有执行。请查看现状后再试一次。
refusal-Paused = 游戏已暂停。请等主持人继续；不会丢失任何内容。
refusal-NotStored = 服务器未能保存，因此什么也没有发生。请稍后再试；如果一再出现，请告诉主持人。
refusal-NoWayBack = 只有独自游戏且不计时的人才能退回：别人已经看到了这些动作。

## News

news-TurnOpened = 第{ $turn }回合开始：{ $turn_month }。
news-PlayedOut = 所有回合都已结束。后续期将显示各项协议和措施的结果。
news-Headline = { $event }
news-RumourTrue = 传闻属实：{ $event }
news-RumourFalse = 传闻不实：{ $event }
news-TariffSet =
    { $direction ->
        [up] { $importer }把对{ $exporter }{ $good }的关税从{ $before }提高到{ $rate }。
       *[down] { $importer }把对{ $exporter }{ $good }的关税从{ $before }降低到{ $rate }。
    }
news-ExportTaxSet = { $exporter }把出口到{ $destination }的{ $good }的出口税定为{ $rate }。
news-ControlSet =
    { $regime_kind ->
        [Ban] { $exporter }禁止向{ $destination }出口{ $good }。
       *[other] { $exporter }调整对{ $destination }的{ $good }出口管制：{ $regime }。
    }
news-ControlSetForAll =
    { $regime_kind ->
        [Ban] { $exporter }禁止向所有其他国家出口{ $good }。
       *[other] { $exporter }调整对所有其他国家的{ $good }出口管制：{ $regime }。
    }
news-ControlSuspended = { $exporter }暂停一项{ $good }出口管制，目前只需通用许可。
news-SuspensionEnded = 暂停期已过：{ $exporter }的{ $good }出口管制重新生效。
news-ControlLifted = { $exporter }取消一项{ $good }出口管制。
news-FloorSet = { $country }向本国{ $good }生产者保证最低价{ $price }，卖不到此价的由国家收储。
news-TenderOpened = { $project }开始招标，回合结束前密封投标。
news-BidsOpened = { $project }开标，共{ $bids }份。业主接着选一家，或一家不选。
news-Awarded = { $project }授予{ $to }：标书成为协议。
news-TenderFailed = { $project }的招标流标。
news-Claimed = { $by }对{ $over }的地位提出要求。盟友在问：它的话还值多少？
news-ClaimDropped = { $by }撤回对{ $over }地位的要求。
news-PeaceHolds = { $country }恢复和平：矿山和道路开放。
news-PeaceFrays = { $country }和平松动：没有受益的一方不再遵守。
news-Listed = { $country }把{ $good }列入关键矿产清单，可获公共资金。
news-Struck = { $country }把{ $good }移出关键矿产清单。
news-ListGrew = { $country }关键清单再增{ $names }种矿产，资金不变。
news-ListShrank = { $country }关键清单删去{ $names }种矿产。
news-FloorEnded = { $country }不再为本国{ $good }生产者保价。
news-ReachSet = { $exporter }对{ $good }的管制延伸到他国用其制成的产品：这些产品也需许可。
news-ReachLifted = { $exporter }对{ $good }的管制不再延伸到境外产品。
news-TechnologyBanned = { $exporter }禁止出口{ $good }的生产技术：别国学会制造会更慢。
news-TechnologyFreed = { $exporter }重新允许出口{ $good }的生产技术。
news-Signed = { $one }和{ $other }签署第{ $agreement }号协议，共{ $clauses }项条款，自本回合结算起生效。
news-Expired = { $one }和{ $other }之间的第{ $agreement }号协议期满。
news-Broken = { $by }违反第{ $agreement }号协议。
news-Leaked = { $one }和{ $other }之间的一项秘密协议已被外界得知：第{ $agreement }号协议。
news-Late = { $by }未按时履行第{ $agreement }号协议中的一项义务。
news-OfferMade = { $from }提出提案：第{ $offer }号提案。
news-Countered = { $from }提出反提案：第{ $offer }号提案的新文本。
news-Declined = { $by }拒绝第{ $offer }号提案：{ $reason }。
news-Withdrawn = { $by }撤回第{ $offer }号提案。
news-OfferLapsed = 第{ $offer }号提案未获答复，已过期。
news-Stated =
    { $tone_kind ->
        [Threat] { $by }威胁{ $target }：若到第{ $due }回合仍未谈妥，就“{ $order }”。
       *[Promise] { $by }向{ $target }承诺：到第{ $due }回合为止，“{ $order }”。
    }
news-WordKept =
    { $tone_kind ->
        [Threat] { $by }兑现了威胁：“{ $order }”。
       *[Promise] { $by }兑现了承诺：“{ $order }”。
    }
news-ThreatAnswered = { $by }收回威胁：它已与{ $target }谈妥。
news-WordEmpty =
    { $tone_kind ->
        [Threat] { $by }的威胁落空：“{ $order }”没有实施。
       *[Promise] { $by }的承诺落空：“{ $order }”没有实施。
    }
news-ProjectStarted = 项目“{ $project }”开始。
news-ProjectPermitted = 项目“{ $project }”取得许可。
news-ProjectRuns = 项目“{ $project }”首次产出。
news-CaughtUp = { $country }的{ $good }生产技术已达到领先者的{ $share }。
news-Rerouted = 受管制的{ $good }开始经{ $through }流向用户。
news-ChannelFound = 海关报告：有{ $good }未经许可从{ $exporter }流向{ $destination }。
news-FileAnswered =
    { $answer_kind ->
        [Approve] { $exporter }批准每月向{ $destination }的{ $users }出口{ $per_month }{ $good }，不限用途。
        [CivilOnly] { $exporter }许可每月向{ $destination }出口{ $per_month }{ $good }，仅限民用。
        [Defer] { $exporter }推迟{ $destination }的{ $users }的申请：每月{ $per_month }{ $good }。
       *[Refuse] { $exporter }拒绝{ $destination }的{ $users }每月{ $per_month }{ $good }的申请。
    }
news-FileGivenUp = 等得太久：{ $destination }的{ $users }撤回向{ $exporter }每月购{ $per_month }{ $good }的申请。
news-MineClosed = { $country }的一家{ $good }生产者停产：按目前的价格无利可图。
news-MineReopened = { $country }的一家{ $good }生产者恢复生产。
news-PriceMoved =
    { $change_sign ->
        [down] { $country }用户的{ $good }价格下跌{ $change_size }，为基准价格的{ $multiple_times }倍。
       *[up] { $country }用户的{ $good }价格上涨{ $change_size }，为基准价格的{ $multiple_times }倍。
    }
news-Hoarding = { $country }的{ $good }买家在囤货：每月存下相当于月用量{ $share }的数量。
news-LivingFromStock = { $country }的{ $good }买家在消耗库存：用量的{ $share }来自库存。
news-OrderForbidden = 你的指令“{ $order }”没有执行：第{ $agreement }号协议禁止这样做。如果仍要执行，请与违约一起封存。
news-OrderUnpaid = 你的指令“{ $order }”没有执行：资金不足。请封存较小的指令，或等待收入。
news-OrderIdle = 你的指令“{ $order }”没有执行：储备或政治资本不足，或者已经没有意义。
news-OrderDone = 你的指令已执行：“{ $order }”。
news-StockMoved =
    { $by_sign ->
        [down] 你的{ $good }储备减少{ $by_size }。
       *[up] 你的{ $good }储备增加{ $by_size }。
    }
news-Paid = { $by }按第{ $agreement }号协议向{ $to }支付{ $amount }。
news-ModelWarning = 本回合有一个市场未能精确算出，沿用上一次的价格。

## Agenda

agenda-Answer = { $from }的第{ $offer }号提案等待你的答复：签署、提出反提案或拒绝。
agenda-History = 历史指令：“{ $order }”。可以保留、修改或收回。
agenda-Cable = 一封电报询问你的立场：{ $event }
agenda-SuspensionEnds = { $exporter }暂停的{ $good }出口管制将在{ $until }恢复，除非有人采取行动。
agenda-AgreementEnds = 第{ $agreement }号协议即将期满。请续签，或为期满作准备。
agenda-Late = 第{ $agreement }号协议中有义务逾期。请查明原因并及时处理，以免算作违约。
agenda-StatementDue = 你的声明在第{ $due }回合到期。请兑现、谈妥，否则会失去信任。
agenda-Tender = { $project }正在招标：本回合结束前可密封投标，也可不投。
agenda-Bids = { $project }已开标：请授标，或让回合结束，公开谢绝。
agenda-File = 许可申请{ $file }：{ $destination }的{ $users }每月要{ $per_month }{ $good }，未附用途证明。
agenda-File-proof = 许可申请{ $file }：{ $destination }的{ $users }每月要{ $per_month }{ $good }，附有用途证明。
agenda-Project = 项目“{ $project }”延误或在等待资金。请查看它需要什么。

## Orders, in short

order-Tariff = 对来自{ $partner }的{ $good }征收关税：{ $rate }
order-ExportTax = 对出口到{ $destination }的{ $good }征收出口税：{ $rate }
order-Control = 对{ $destination }的{ $good }出口管制：{ $regime }
order-Suspend = 暂停对{ $destination }的{ $good }出口管制{ $turns }个回合
order-Reinstate = 恢复对{ $destination }的{ $good }出口管制
order-Stock-buy = 为储备购入{ $mass }{ $good }
order-Stock-release = 从储备投放{ $mass }{ $good }
order-StartProject = 启动项目{ $project }
order-Technology = 禁止出口你的{ $good }生产技术
order-Technology-lift = 重新允许出口你的{ $good }生产技术
order-Reach = 你的{ $good }管制延伸到他国用其制成的产品
order-Reach-lift = 你的{ $good }管制不再延伸到境外产品
order-Floor = { $good }最低价：{ $price }
order-Tender = 就{ $project }招标
order-Bid = 为{ $project }投标{ $amount }
order-Award = 把{ $project }授予{ $to }
order-Claim = 对{ $country }的地位提出要求
order-Claim-drop = 撤回对{ $country }地位的要求
order-List = 把{ $good }列入关键矿产清单
order-List-strike = 把{ $good }移出关键矿产清单
order-List-grow = 清单再增{ $names }种矿产
order-List-shrink = 清单删去{ $names }种矿产
order-Floor-lift = 取消{ $good }最低价
order-Campaign = 海关打击{ $good }走私
order-Breach = 违反第{ $agreement }号协议

order-key-Tariff = 来自{ $partner }的{ $good }的关税
order-key-ExportTax = 出口到{ $destination }的{ $good }的出口税
order-key-Control = 对{ $destination }的{ $good }出口管制
order-key-Suspend = 暂停对{ $destination }的{ $good }出口管制
order-key-Stock = { $good }储备
order-key-StartProject = 项目{ $project }
order-key-Technology = 你的{ $good }生产技术
order-key-Reach = { $good }管制的域外效力
order-key-Tender = { $project }的招标
order-key-Bid = 对{ $project }的投标
order-key-Award = { $project }的授标
order-key-Claim = 对{ $country }地位的要求
order-key-List = 清单上的{ $good }
order-key-List-others = 清单上的其他矿产
order-key-Floor = { $good }最低价
order-key-Campaign = { $good }海关专项行动
order-key-Breach = 违反第{ $agreement }号协议

## Clauses: what the giver does for the receiver

clause-for-term = 在{ $turns }个回合内，
clause-TariffCeiling = { $for_term }{ $giver }对来自{ $receiver }的{ $good }的关税不超过{ $max }。
clause-ControlRelief-General = { $for_term }{ $giver }向{ $receiver }出口{ $good }不受出口管制的数量限制{ $for_use }。
clause-ControlRelief-Tonnes = { $for_term }{ $giver }在共同配额之外，每月许可向{ $receiver }出口{ $per_month }{ $good }{ $for_use }。
clause-for-use-Any = { "" }
clause-for-use-Civil = ，仅限民用用户
clause-Offtake-Fixed = { $for_term }{ $seller }每月向{ $buyer }供应{ $per_month }{ $good }，价格固定为{ $price }。
clause-Offtake-Market = { $for_term }{ $seller }每月向{ $buyer }供应{ $per_month }{ $good }，按市场价，但不低于{ $price }。
clause-Investment = { $investor }宣布为{ $host }的项目“{ $project }”投资{ $announced }，其中实际支付{ $total }：{ $instalments }。
clause-Investment-whole = { $investor }为{ $host }的项目“{ $project }”支付{ $announced }：{ $instalments }。
clause-instalment = { $when }{ $milestone }支付{ $amount }
clause-when-start = 开始时
clause-when-after = { $after }后
clause-milestone-None = { "" }
clause-milestone-Permitted = 且取得许可后
clause-milestone-Building = 且开工后
clause-milestone-Running = 且投产后
clause-instalments-next = { $head }；{ $next }
clause-instalments-none = 没有任何付款
clause-LoanAid-Aid = { $lender }在开始时向{ $borrower }提供{ $amount }援助。
clause-LoanAid-Loan = { $lender }在开始时借给{ $borrower }{ $amount }，{ $months }内等额偿还，年利率{ $rate }。
clause-LoanAid-DebtSwap = { $lender }在{ $months }内分期等额免除{ $borrower }的债务偿付，共{ $amount }。
clause-Equity = { $investor }以{ $amount }购入{ $host }的{ $facility }的{ $share }股权，并取得相应比例的盈余{ $for_term }。
clause-TechnologyTransfer = { $giver }向{ $receiver }传授{ $good }的生产技术{ $for_term }。
clause-Exclusivity = { $giver }的{ $good }及其产能，除{ $receiver }外不再给任何人新合同{ $for_term }。
clause-Peace = { $giver }促使{ $receiver }冲突的另一方守和{ $for_term }，前提是双方都受益。
clause-SecurityGuarantee = { $giver }为{ $receiver }的安全提供保证{ $for_term }。
clause-Memorandum = 各方宣布在“{ $topic }”上的共同意愿；对任何一方均无约束力。

draft-head = { $parties }商定以下内容，期限{ $turns }个回合：
draft-clause = { $number }. { $clause }
draft-public = 协议公开。
draft-secret = 协议保密：除非泄露，文本和签署一事只有各方知道。

clause-kind-TariffCeiling = 关税上限
clause-kind-ControlRelief = 放宽管制
clause-kind-Offtake = 承购
clause-kind-Investment = 投资
clause-kind-LoanAid = 贷款、援助或债务免除
clause-kind-Equity = 股权
clause-kind-TechnologyTransfer = 技术转让
clause-kind-Exclusivity = 独家
clause-kind-Peace = 和平
clause-kind-SecurityGuarantee = 安全保证
clause-kind-Memorandum = 备忘录
clause-kind-about-TariffCeiling = 承诺关税不超过某一上限。
clause-kind-about-ControlRelief = 承诺让受管制的产品运往对方，不限量或限定数量。
clause-kind-about-Offtake = 卖方每月按约定价格向买方供应固定数量。
clause-kind-about-Investment = 为国外项目分期付款。只有真正付出的钱才能建成东西。
clause-kind-about-LoanAid = 国库之间的资金：赠予、借出，或免除债务偿付。
clause-kind-about-Equity = 设施的一部分易主：买方一次付款，协议期内按比例分得盈余。
clause-kind-about-TechnologyTransfer = 领先者教落后者。协议结束后，学到的仍然留下。
clause-kind-about-Exclusivity = 其他席位不再获得该品种的新承购或产能份额。此前所签仍有效；另签他人即为违约。
clause-kind-about-Peace = 双方都从所签文本受益时，动荡平息；空文只维持数月。
clause-kind-about-SecurityGuarantee = 保证方每月付费；伙伴所受动荡的影响减轻。
clause-kind-about-Memorandum = 一份宣言：有新闻，没有义务。

## Words

regime-Free = 无需许可
regime-General = 通用许可
regime-Licence = 逐批许可，批准{ $approval }
regime-CivilOnly = 仅限民用，批准{ $approval }
regime-Ban = 禁止出口
regime-about-Free = 出口没有任何限制。
regime-about-General = 需要手续，但数量不限。
regime-about-Licence = 每批货物都要许可；比例是指上一年流量中获得批准的部分。
regime-about-CivilOnly = 只向确认的民用用户发放许可；国防用户得不到。
regime-about-Ban = 一律不得出境。
reason-TooLittle = 要得多，给得少
reason-RedLine = 其中有本席位不会让出的东西
reason-CannotAfford = 缺少所需的资金或政治资本
reason-OtherDeal = 更愿意做另一项交易
reason-NoTrust = 对方的信用不够
reason-NotNow = 现在不是时候
tone-Threat = 威胁
tone-Promise = 承诺
file-answer-Approve = 批准
file-answer-CivilOnly = 仅限民用
file-answer-Defer = 推迟
file-answer-Refuse = 拒绝
use-Civil = 民用用户
use-Defence = 国防用户
milestone-None = 不设节点
milestone-Permitted = 取得许可
milestone-Building = 开工
milestone-Running = 首次产出
step-Explore = 勘探
step-Permit = 审批
step-Build = 建设
step-Ramp = 达产
stage-Mine = 矿石和精矿
stage-Separate = 氧化物和金属
stage-Magnet = 磁体和合金
stage-General = 其他商品
concern-Users = { $good }的价格
concern-Producers = 国内{ $good }的产量
concern-Consumers = 进口商品的价格
concern-ImportCompeting = 对进口竞争的保护
concern-Jobs = 国内的项目和就业
concern-Standing = 国家受到公平对待
concern-Environment = 住家附近的矿山和工厂
agreement-standing-Formed = 已签署，自即将到来的结算起生效
agreement-standing-InForce = 生效中
agreement-standing-Expired = 已期满
agreement-standing-Broken = 被{ $by }违反
clause-standing-Kept = 已遵守
clause-standing-Late = 逾期{ $turns }个回合
clause-standing-Broken = 已违反
statement-standing-Open = 尚未到期
statement-standing-Kept = 已兑现
statement-standing-Answered = 已通过协议解决
statement-standing-Empty = 已落空
game-stage-Open = 回合进行中
game-stage-RunOut = 后续期
game-stage-Over = 已结束

## 原因：价格的变动，以及与无协议局面的差别

meter-Announced = 已宣布
meter-Paid = 已到账
meter-Capable = 有能力生产
meter-Buying = 向成员采购
cause-group-Tariffs = 关税与出口税
cause-group-Controls = 出口管制
cause-group-Agreements = 协议
cause-group-Capacities = 产能
cause-group-Stocks = 储备
cause-group-Demand = 需求
cause-group-Events = 事件
cause-Tariff = { $importer }对{ $good }的关税
cause-ExportTax = { $exporter }对{ $good }的出口税
cause-Control = { $exporter }对{ $good }的出口管制
cause-Smuggling = 绕过{ $exporter }管制走私{ $good }
cause-Rerouting = 经{ $through }转卖的{ $good }
cause-Licences = { $exporter }对{ $good }的个案许可
cause-Reach = { $exporter }对{ $good }的管制及于境外产品
cause-Unrest = { $country }的动荡
cause-Floor = { $country }的{ $good }最低价
cause-Agreement = 第{ $agreement }号协议
cause-Capacity = 新增或通过认证的产能：{ $facility }
cause-Capacity-ordered = { $by }下令新增的产能：{ $facility }
cause-Stock = { $seat }的{ $good }储备指令
cause-KnowHow = { $country }在{ $good }上的技术能力
cause-PrivateStocks = { $good }的民间库存
cause-Growth = 需求增长
cause-Drift = { $good }用户对价格的适应
cause-Event = 事件：{ $event }
cause-Closure = 关闭或重开：{ $facility }
cause-other = 你无从得知的原因
term-Producers = 本国{ $good }生产者的利润
term-Traders = 本国转卖{ $good }的贸易商的利润
term-Premium = 第{ $agreement }号协议的溢价
term-Users = 本国{ $good }用户
term-Damage = 缺{ $good }造成的下游停产
term-Goods = 一般商品贸易
term-Received = 收入：{ $why }
term-Paid = 支出：{ $why }
term-Environment = 环境损害
term-LeftOver = 期末的储备和未完成项目
term-Fill = 关键用户的供应
term-Cover = 储备可用月数
term-Diversity = 对单一伙伴的依赖
term-ScarceStage = 在稀缺环节的份额
term-Calm = 针对本国的措施和威胁
term-Opening = 开局时的支持率
term-Group = { $group }的情绪
term-Headlines = 签署协议的头条
term-Stir = { $stir }
term-Limits = 取整与上下限
stir-Mood = 国内情绪
stir-EmptyHeadline = 没有出钱的宣布
stir-Claim = 对他国地位的要求
stir-List = 关键矿产清单
stir-EmptyWord = 落空的威胁或承诺
stir-Event = 事件：{ $event }
why-Income = 本回合收入
why-Unspent = 超出可结转部分的资金
why-Tariff = { $good }的关税
why-ExportTax = { $good }的出口税
why-Rent = { $good }的许可租金
why-TradersRent = { $good }的持证贸易商
why-StockPurchase = 为储备购入{ $good }
why-StockSale = 从储备出售{ $good }
why-Project = 项目{ $project }
why-Instalment = 第{ $agreement }号协议下的投资
why-LoanAid = 第{ $agreement }号协议下的贷款或援助
why-Repayment = 第{ $agreement }号协议下的还款
why-Contraband = 无许可的{ $good }
why-Stake = 第{ $agreement }号协议下的股权
why-Guarantee = 第{ $agreement }号协议下的安全保证
why-Drawn = 清单品种为{ $project }吸引的私人资金
why-Floor = 按最低价买入{ $good }
why-Campaign = { $good }海关专项行动
why-Offtake = 第{ $agreement }号协议下的差价

## Conditions, where a goal has no words of its own

condition-Always = 总是成立
condition-Any = （{ $list }）
condition-Not = 并非{ $inner }
condition-and = { $head }；并且{ $next }
condition-or = { $head }，或者{ $next }
condition-PriceAtLeast = { $country }{ $use }的{ $good }价格至少为基准价格的{ $multiple_times }倍
condition-PriceBelow = { $country }{ $use }的{ $good }价格低于基准价格的{ $multiple_times }倍
condition-FillAtLeast = { $country }的{ $use }至少得到所需{ $good }的{ $share }
condition-ShareAtLeast = { $country }的{ $good }产量至少占世界的{ $share }
condition-TariffAtMost = { $importer }对来自{ $exporter }的{ $good }的关税不超过{ $rate }
condition-Relaxed = { $exporter }的{ $good }可以不限量地运往{ $destination }
condition-Signed = { $seat }有一项含此类条款的协议：{ $kind }
condition-Signed-with = { $seat }与{ $with }有一项含此类条款的协议：{ $kind }
condition-KeptFaith = { $seat }没有违反过任何协议
condition-Started = 项目“{ $project }”已经开始
condition-Paid = 项目“{ $project }”至少已收到{ $amount }
condition-Permitted = 项目“{ $project }”已取得许可
condition-Running = 项目“{ $project }”已有产出
condition-MeterAtLeast-Announced = { $club }成员之间宣布的金额至少为{ $value }
condition-MeterAtLeast-Paid = { $club }成员的项目至少到账{ $value }
condition-MeterAtLeast-Capable = { $club }成员至少能生产所需的{ $value }
condition-MeterAtLeast-Buying = { $club }成员至少有{ $value }的需求向成员采购
condition-ChangedItsMind = { $seat }在最近三个回合内至少{ $times }次改变自己的措施
condition-TreasuryAtLeast = { $seat }的国库至少有{ $amount }
condition-ApprovalAtLeast = { $seat }的支持率至少为{ $approval_points }分（满分100）
condition-CoverAtLeast = { $country }的{ $good }储备至少够用{ $months_points }个月

## Quantities

quantity-month-1 = 1月
quantity-month-2 = 2月
quantity-month-3 = 3月
quantity-month-4 = 4月
quantity-month-5 = 5月
quantity-month-6 = 6月
quantity-month-7 = 7月
quantity-month-8 = 8月
quantity-month-9 = 9月
quantity-month-10 = 10月
quantity-month-11 = 11月
quantity-month-12 = 12月
quantity-date = { $year }年{ $month }
quantity-months = { $count }个月
quantity-turn = 第{ $turn }回合
quantity-turns = { $count }个回合
quantity-run-out = 后续期第{ $step }步
quantity-offer = 第{ $number }号提案
quantity-agreement = 第{ $number }号协议

## Title screen, joining

ui-title = 咽喉
ui-subtitle = 关键矿产的政策与谈判游戏
ui-play-alone = 与电脑对局
ui-host-game = 在本网络上开设游戏
ui-join-game = 加入游戏
ui-continue-game = 继续游戏
ui-past-games = 以往的游戏
ui-settings = 设置
ui-quit = 退出
ui-language = 语言
ui-language-en = English
ui-language-zh = 中文
ui-text-size = 文字大小
ui-choose-level = 选择关卡
ui-rivals = { $changed ->
    [0] 有争议的数字：换用其他说法
   *[other] 有争议的数字：已更改 { $changed } 项
}
ui-tip-rivals = 各文件对这些数字说法不一。在此选定的数字会影响本局市场；用同一种子换一个数字再玩，即可看出它有多重要。
ui-rivals-reset = 恢复关卡原有数字
ui-level-length = { $turns }个回合，从{ $month }开始
ui-level-seats = { $seats }个席位
ui-level-documents = 依据{ $documents }
ui-enter-code = 游戏的代码或地址
ui-your-name = 你的名字
ui-join = 加入
ui-games-found = 在本网络上找到的游戏
ui-games-none-found = 还没有找到游戏。请向主持人询问代码或地址并输入。
ui-looking-for-games = 正在本网络上寻找游戏
ui-connecting = 正在连接{ $address }
ui-waiting-for-players = 等待其他玩家
ui-waiting-for-start = 等待主持人开始游戏
ui-host-code = 其他人用代码{ $code }加入
ui-host-address = 或用地址{ $address }
ui-host-open = 允许本网络上的其他人加入

## Seats and brief

ui-choose-seat = 选择席位
ui-seat-free = 空缺
ui-seat-taken = 由{ $name }担任
ui-seat-ai = 由电脑担任
ui-seat-you = 你
ui-seat-absent = 离开，由代管者照看
ui-seat-watch = 只旁观
ui-difficulty = 电脑的强度
ui-difficulty-easy = 容易
ui-difficulty-normal = 普通
ui-difficulty-hard = 困难
ui-brief = 你的任务书
ui-brief-private = 只有你能看到。
ui-brief-situation = 形势
ui-brief-goals = 你的目标
ui-brief-red-line = 红线
ui-brief-walk = 如果什么都不签
ui-brief-weights = 对你重要的是什么
ui-brief-walk-away = 带来的好处少于{ $points }分的协议，不要签。
ui-goal-stars = { $stars }颗星
ui-goal-met = 已达成
ui-goal-not-met = 尚未达成
ui-start-playing = 开始

## Turn, clock, budgets

ui-turn-of = 第{ $turn }回合，共{ $turns }回合
ui-turn-span = { $start }起，{ $months }
ui-time-left = 剩余{ $minutes }:{ $seconds }
ui-no-time-limit = 不限时间
ui-last-call = 最后时段：只接受指令和答复
ui-paused = 主持人已暂停
ui-resolving = 正在结算本回合
ui-ready = 准备好了
ui-not-ready = 还没准备好
ui-ready-count = { $seats }个席位中有{ $ready }个已准备好
ui-capital = 政治资本
ui-treasury = 国库
ui-approval = 支持率
ui-reliability = 信用
ui-income-per-turn = 每回合{ $amount }

## Map

ui-map = 地图
ui-map-flows = 流向
ui-map-flow = 每月{ $mass }{ $good }，从{ $from }到{ $to }
ui-map-bottleneck = 瓶颈
ui-map-choked = 受阻
ui-map-free = 畅通
ui-map-chain = 产业链
ui-map-stage = 环节
ui-map-all-goods = 所有产品
ui-map-legend = 图例
ui-map-facility-running = 开工率{ $share }
ui-map-facility-closed = 已停产
ui-map-project = 项目
ui-map-stock = 储备

## Panels

ui-panel-situation = 局势
ui-panel-markets = 市场
ui-panel-policy = 政策
ui-panel-projects = 项目
ui-panel-deals = 协议
ui-panel-messages = 消息
ui-panel-news = 新闻
ui-panel-issues = 需要处理
ui-panel-figures = 数字与出处
ui-panel-history = 到目前为止的经过
ui-issues-none = 没有等待你处理的事。完成后请按“准备好了”。
ui-agenda = 待办事项
ui-score = 与无协议相比的得分
ui-score-welfare = 福利
ui-score-security = 安全
ui-score-politics = 政治
ui-score-total = 总分
ui-score-points = { $points }分
ui-score-explained = 0分表示与没有任何协议时相同，100分表示这一桌谈得非常好。
ui-welfare-producers = 矿产生产者
ui-welfare-users = 矿产用户
ui-welfare-goods = 其他商品贸易
ui-welfare-receipts = 国库收入
ui-welfare-outlays = 国库支出
ui-welfare-environment = 环境代价
ui-welfare-damage = 下游停产损失
ui-security-fill = 最紧缺的关键需求的满足程度
ui-security-cover = 储备可用月数与目标之比
ui-security-diversity = 不依赖单一对象
ui-security-scarce-stage = 在稀缺环节中的自有份额
ui-security-calm = 没有针对本国的措施或威胁
ui-prices = 价格
ui-price = 价格
ui-price-of-base = 基准价格的{ $times }倍
ui-trade = 贸易
ui-imports = 进口
ui-exports = 出口
ui-output = 产量
ui-use = 用量
ui-share-of-world = 占世界的份额
ui-tariff = 关税
ui-tariffs = 关税
ui-export-tax = 出口税
ui-export-taxes = 出口税
ui-control = 出口管制
ui-controls = 出口管制
ui-stock = 战略储备
ui-stocks = 战略储备
ui-stock-cover = 够用{ $months }个月
ui-measures-in-force = 生效中的措施
ui-measure-suspended = 暂停至{ $until }
ui-sealed-orders = 已封存的指令
ui-sealed-orders-none = 没有封存指令。现行措施继续有效。
ui-history-order = 历史指令
ui-order-cost = 需要{ $capital }点政治资本
ui-project-cost = 费用
ui-project-paid = 已支付
ui-project-output = 每月增加{ $mass }
ui-project-months-left = 如果付款到位，{ $months }后达产
ui-project-not-started = 尚未开始
ui-project-waiting = 等待资金
ui-project-delayed = 推迟{ $months }
ui-offers = 未决提案
ui-offers-none = 没有未决提案。
ui-agreements = 协议
ui-agreements-none = 没有生效中的协议。
ui-offer-from = 第{ $offer }号提案，来自{ $seat }
ui-offer-revision = 第{ $revision }稿
ui-offer-signed-by = 已签署：{ $seats }
ui-offer-awaits = 等待：{ $seats }
ui-agreement-until = 到第{ $turn }回合结束为止
ui-ledger = 承诺与威胁
ui-ledger-none = 还没有人作出承诺或威胁。
ui-draft = 草案
ui-draft-parties = 各方
ui-draft-clauses = 条款
ui-draft-term = 期限
ui-draft-secret = 保密
ui-draft-template = 从模板开始
ui-template-relief-for-relief = 以放宽换放宽
ui-template-money-for-tonnes = 以资金换供应
ui-template-processing-at-home = 在本国加工
ui-template-security-for-minerals = 以安全换矿产
ui-template-stock-swap = 储备互换
ui-template-memorandum = 备忘录
ui-messages-to = 收信方
ui-messages-everybody = 所有人
ui-messages-write = 写消息
ui-messages-none = 还没有消息。
ui-messages-read-by-facilitator = 主持人可以看到所有消息。
ui-news-none = 还没有新闻。
ui-figure-agreed = 公认
ui-figure-contested = 有争议
ui-figure-corrected = 已更正
ui-figure-assumed = 我们的假设
ui-figure-source = 出处
ui-figure-rivals = 其他数字
ui-preview = 可能的效果
ui-preview-range = 在{ $low }分和{ $high }分之间
ui-preview-mid = 约{ $points }分
ui-preview-working = 正在计算
ui-preview-explained = 根据你所知道的作出的预测，不含任何人的秘密。
ui-would-void = 签署后，你的指令“{ $order }”将作废。

## Buttons

ui-button-seal = 封存
ui-button-unseal = 收回
ui-button-change = 修改
ui-button-offer = 发出提案
ui-button-counter = 反提案
ui-button-sign = 签署
ui-button-decline = 拒绝
ui-button-withdraw = 撤回
ui-button-breach = 违反协议
ui-button-add-clause = 添加条款
ui-button-remove = 删除
ui-button-send = 发送
ui-button-threaten = 威胁
ui-button-promise = 承诺
ui-button-ask-what = 你想要什么？
ui-button-new-draft = 新草案
ui-button-cancel = 取消
ui-button-close = 关闭
ui-button-back = 返回
ui-button-next = 下一步
ui-button-ok = 确定
ui-button-yes = 是
ui-button-no = 否
ui-button-open-source = 查看出处
ui-button-copy = 复制
ui-button-leave = 离开游戏
ui-button-try-again = 再试一次

## Tooltips

ui-tip-capital = 政治资本用于指令、签署和声明。每回合增加3点，最多保留6点；支持率高多得1点，支持率低少得1点。
ui-tip-treasury = 政府可以花的钱。超过两个回合收入的部分会被收回。
ui-tip-approval = 国内各群体对你的评价，从0到100。
ui-tip-reliability = 别人认为你的话值多少。违约和空口威胁会降低它。
ui-tip-seal = 指令在回合结算时生效。在那之前可以收回。
ui-tip-sign = 签署不能撤销。最后一方签署后，协议即告成立。
ui-tip-sign-alone = 最后一方签署后，协议即告成立。独自游戏时，还可以用引导退回。
ui-tip-decline = 提案就此作废，对方会得知你的理由。
ui-tip-counter = 用另一份文本答复。先前的签署全部失效。
ui-tip-withdraw = 在最后一方签署之前收回自己的提案。
ui-tip-breach = 协议在你的其他指令之前终止。这要付出3点政治资本和信任。
ui-tip-ready = 所有人都准备好后，本回合就会结算。在那之前可以改变主意。
ui-tip-secret = 秘密协议得不到新闻效应，而且每回合有10%的可能泄露。
ui-tip-suspend = 在若干回合内只需通用许可；之后管制自动恢复。
ui-tip-bottleneck = 通过量最小的环节。扩大别的环节不会有任何改变。
ui-tip-announced = 宣布的资金建不成任何东西。只有付出的钱才算数。
ui-tip-threat = 如果到期既没有实施也没有谈妥，你的话就会贬值。
ui-tip-no-deal = 同一个世界，但没有人签署任何协议：得分以此为基准。
ui-tip-run-out = 最后一个回合之后的若干月，没有玩家参与，由电脑推算，也计入得分。
ui-tip-price-index = 本地用户对各来源的平均支付价格，含税费。

## Facilitator

ui-facilitator = 主持人
ui-facilitator-start = 开始游戏
ui-facilitator-pause = 暂停
ui-facilitator-continue = 继续
ui-facilitator-minute = 延长一分钟
ui-facilitator-end-turn = 结束本回合
ui-facilitator-back = 退回一个回合
ui-facilitator-end-game = 结束游戏
ui-facilitator-seat-to-ai = 把席位交给电脑
ui-facilitator-seat-to-person = 把席位交给真人
ui-facilitator-mute = 禁言
ui-observer = 旁观者

## Debrief

ui-debrief = 复盘
ui-debrief-timeline = 经过
ui-debrief-scores = 与无协议相比的得分
ui-debrief-class = 课堂讨论
ui-debrief-questions = 讨论题
ui-brief-full = 完整简报
ui-brief-basic = 简短简报
ui-brief-team = 多人共用一席时的分工
sub-role-Lead = 首席
sub-role-Trade = 贸易
sub-role-Minerals = 矿产
sub-role-Press = 新闻
sub-role-Home = 国内
ui-tip-template-empty = 你与这个伙伴之间没有可以套用此模板的内容。
ui-debrief-briefs = 公开各方任务书
ui-debrief-promises = 兑现与违背的承诺
ui-debrief-left = 留在桌上没有拿到的价值
ui-debrief-best-unsigned = 没有人签的最好协议
ui-debrief-run-out = 五年之后
ui-debrief-figures = 有争议的数字
ui-debrief-lesson = 本关卡说明了什么
ui-debrief-bottleneck = 瓶颈在哪里，有没有转移
ui-debrief-save-report = 保存报告
ui-debrief-export = 导出数据
ui-debrief-play-again = 再玩一次
ui-debrief-change-decision = 改变一个决定再看看

## Errors

ui-error-no-graphics = 没有找到可以绘制本窗口的显卡。请安装显卡驱动程序，或用另一台电脑参加。
ui-error-no-window = 无法打开窗口。请确认这台电脑上运行着桌面环境。
ui-error-cannot-connect = { $address }没有回应。请检查地址，并确认两台电脑在同一网络。
ui-error-connection-lost = 与服务器的连接中断。你的席位仍然保留，正在重试。
ui-error-timed-out = 服务器没有及时回应。网络可能封锁了游戏的UDP端口。
ui-error-wrong-code = 这个代码不属于这里的任何游戏。请与主持人核对。
ui-error-wrong-key = 席位密钥不符。请主持人释放该席位。
ui-error-seat-taken = 这个席位已有人担任。请另选一个。
ui-error-name-taken = 这里已有人使用这个名字。请另取一个。
ui-error-table-full = 本桌的席位已满。你可以旁观。
ui-error-version = 服务器版本为{ $server }，本程序版本为{ $own }。请从服务器的首页取得它的程序。
ui-error-bad-level = 关卡{ $level }有错误：{ $problem }
ui-error-no-such-level = 没有名为{ $level }的关卡。
ui-error-port-in-use = 端口{ $port }已被占用。请关闭另一个程序，或选择另一个端口。
ui-error-not-stored = 服务器的磁盘没有接受最后的操作。它们没有发生；请告诉主持人。
ui-error-server-stopped = 服务器已结束游戏。
ui-error-removed = 主持人已把你移出本桌。
ui-error-too-fast = 短时间内消息过多。请稍等片刻。
ui-error-save = 文件{ $file }无法写入。
ui-error-unknown = 出了问题：{ $what }

# panels

panel-month = { $month }
panel-span = { $from } – { $to }
panel-deciding = 仍在决定
panel-bottlenecks = 瓶颈所在
panel-bottleneck-downstream = { $country }的瓶颈是{ $good }。在这里，增加矿石没有任何作用。
panel-bottleneck-ore = { $country }的瓶颈在第一环节：{ $good }。
panel-bottleneck-none = { $country }目前没有哪个环节短缺。
panel-weight = 权重{ $weight }
panel-made-of = 各项得分的构成
panel-line-money = { $line }：每年{ $now }百万美元，无协议时为{ $without }
panel-line-points = { $line }：{ $now }（满分100），无协议时为{ $without }
panel-million-a-year = 单位为每年百万美元，与基准年相比。
panel-news-all = 全部
panel-news-mine = 与我方有关
panel-turn-heading = 第{ $turn }回合 · { $month }
panel-bytes = 已用{ $used }字节，上限{ $most }
panel-licence-files = 许可申请
panel-licence-files-note = 答复不花政治资本，回合结束前都可以改。未答复的视为推迟，继续占着窗口的位置。
panel-new-order = 新指令
panel-say-first = 先说出来
panel-say-hint = 公开告诉另一席位：除非达成协议，否则你将下达上面表单中的指令（威胁）；或无条件下达（承诺）。
panel-said-to = 对谁说
panel-due = 期限
panel-suspension = 暂停管制
panel-project-start = 启动项目
panel-floor = 最低价
panel-floor-price = 保证价
panel-peace-patience = 若双方都无所得，只维持{ $months }。
panel-claim = 他国地位
panel-claim-on = 提出要求
panel-claim-off = 不提要求
panel-claim-hint = 国内多一条头条，但赢不到领土；要求每存在一回合，你的信誉就下降，盟友也受影响。
panel-tender = 招标
panel-tender-hint = 下一回合各席位可投标，再下一回合由你授标，或公开谢绝。
panel-bid = 投标
panel-bid-amount = 百万美元
panel-bid-hint = 回合结束前密封。中标后先付三分之一，获许可再付三分之一，开工付清。
panel-award = 授标
panel-award-hint = 中标书成为协议。答复不花政治资本。
panel-tender-none = 未招标
panel-tender-open = 正在招标
panel-list = 关键矿产清单
panel-list-add = 列入此品种
panel-list-strike = 移出此品种
panel-list-grow = 另增十种矿产
panel-list-shrink = 删去十种矿产
panel-list-names = { $names }种
panel-list-hint = 公共资金只给清单品种，并吸引私人资金；清单越长，吸引越少。
panel-floor-hint = 生产者卖不到此价的部分，由你的预算买入储备。填0取消。钱用完，保证也就结束。
panel-floor-none = 无最低价
panel-technology = 技术
panel-technology-on = 禁止出口
panel-technology-off = 可以出口
panel-technology-hint = 在该商品制造上落后于你的国家学得更慢，你出资在境外建的厂也没有你的工程师。你签署的技术转让是对受让方的例外。
panel-reach = 管制的域外效力
panel-reach-on = 延伸到境外产品
panel-reach-off = 止于国境
panel-reach-hint = 当你的管制限制该商品流向某国时，他国用其制成并卖往该国的产品也需你的许可。并非人人会申请。
panel-campaign = 海关行动
panel-campaign-before = 照旧
panel-campaign-after = 一个回合的查缉
panel-nothing-to-choose = 这里没有可选项。
panel-now = 现在
panel-then = 之后
panel-already-sealed = 这道指令已经封存。
panel-from = 来自
panel-to = 去往
panel-project = 项目
panel-good = 商品
panel-rate = 税率
panel-approval-rate = 许可批准比例
panel-turns = 回合数
panel-reinstate = 选0个回合即恢复管制。
panel-tonnes-buy = 买入吨数（负数为投放）
panel-clubs = 俱乐部
panel-clubs-hint = 以基准年采购量为准。没有谁能直接改变这些：靠的是标题、钱、工厂和订单。
panel-campaign-hint = 海关会破坏一部分绕过你的管制的渠道，以及经你的国家转口的货物。查获的情况会写进你的消息。
panel-stock-hint = 按上一回合价格在整个回合内买入；投放的部分供给本国用户。
panel-regime-free = 自由出口
panel-regime-general = 一般许可
panel-regime-licence = 逐批许可
panel-regime-civil = 仅限民用
panel-regime-ban = 禁止出口
panel-in-force = 有效
panel-begun = 已启动
panel-differs = 各国不同
panel-costs-money = 国库支出{ $money }
panel-costs-money-first = 本回合{ $first }，合计{ $whole }
panel-desk = 起草台
panel-you-get = 你得到
panel-you-give = 你给出
panel-all-say = 此外
panel-awaits-you = 等待你的答复
panel-below-walk = 这份协议对你的价值低于任务书要求的{ $points }分。
panel-ask-text = 关于第{ $offer }号提案：你们想要什么样的条件？
panel-agreements-over = 已结束
panel-given = 开局即有效
panel-breach-seal = 封存违约指令
panel-breach-sealed = 违约指令已封存，回合结算时生效。
panel-choose-partner = 请选择与谁达成协议。
panel-countering = 这是你对{ $seat }第{ $offer }号提案的答复，参与方不变。
panel-put-in = 加入文本
panel-send-counter = 发出反提案
panel-at-most = 至多
panel-topic = 主题
panel-seller = 供货方
panel-buyer = 收货方
panel-investor = 出资方
panel-host = 项目所在方
panel-lender = 付款方
panel-borrower = 收款方
panel-giver = 给予方
panel-receiver = 接受方
panel-relief-general = 不设上限
panel-relief-tonnes = 限定数量
panel-tonnes-month = 每月吨数
panel-any-use = 任何用途
panel-civil-use = 仅限民用
panel-price-market = 市场价
panel-price-fixed = 固定价
panel-price-floor = 但不低于（美元/千克）
panel-price-usd = 价格（美元/千克）
panel-announced = 宣布金额（百万美元）
panel-instalments = 实际支付
panel-add-instalment = 增加一期
panel-amount = 百万美元
panel-after-months = 几个月后
panel-milestone = 前提
panel-aid = 援助
panel-loan = 贷款
panel-debt-swap = 债务免除
panel-facility = 设施
panel-part = 份额
panel-guarantee-cost = 保证方每月付费：{ $cost }。
panel-months = 月数
panel-interest = 年利率
panel-output-shares = 谁在生产
panel-share-and-mass = { $share } · 每月{ $mass }
panel-no-output = 目前无人生产。
panel-own-supply = { $country }的供应
panel-buys-none = 这里没有采购。
panel-origins = 来源
panel-price-chart-hint = 1为基准年水平。可在上方开关各国。
panel-no-measures = 这种商品没有关税、出口税或管制。
panel-tariff-row = { $importer }对来自{ $exporter }的进口征收{ $rate }
panel-tax-row = { $exporter }对出口到{ $destination }的货物征收{ $rate }
panel-control-row = { $exporter } → { $destinations }：{ $regime }
panel-projects-all = 全部项目
panel-projects-mine = 本国项目
panel-paid-of = { $paid }，共{ $cost }
panel-months-to-output = 如按时付款，{ $months }后首次产出
panel-runs = 运行中
panel-no-seat-there = 那里没有席位作决定。
panel-offer-finance = 提议出资
panel-start-project = 封存启动指令
panel-documents = 本关卡依据的文件
panel-need-address = 请输入主持人告诉你的代码或地址。
panel-need-name = 请输入你的名字。
panel-need-seat = 请先选择席位。
panel-no-levels = 没有找到关卡。
panel-purse = 每年资金{ $money } · 占世界产量：{ $share }
panel-no-output-short = 无
panel-search = 搜索
panel-slip = 文件的说法：{ $slip }
panel-stars-of = 共{ $all }颗星，得{ $got }颗
panel-goal-missed = 未达成
panel-debrief-no-agreement = 没有签署任何协议。
panel-kept-all = { $seat }没有违反任何协议。
panel-broke = { $seat }违反了{ $count }份协议。
panel-run-out-line = 竖线右侧为无人操作的延续期。

## 引导
ui-guide = 引导
ui-guide-step = 引导 · 第{ $step }步，共{ $steps }步
ui-guide-minutes = 约剩{ $minutes }分钟
ui-tip-guide-minutes = 按从未玩过的人估算：每分钟读300字，每按一个按钮20秒，每步再看半分钟。本局不计时。
ui-guide-fill = 替我填好
ui-guide-show-offer = 给我看这份提案
ui-guide-show-map = 在地图上显示
ui-guide-waits = 现在没有可按的：等别人答复，或结束本月。
ui-guide-skip = 跳过这一步
ui-guide-leave = 离开引导
ui-tip-guide-leave = 你可以自己继续玩。地图下方的“引导”能把它找回来。
ui-tip-guide-back = 回到上一步，局面恢复到那一步开始时：之后的指令、提案、签字和月份都当没发生过。
ui-guide-first = 这是第一步。
ui-guide-goes-back = 正在退回
ui-guide-done = 你已经会玩了
