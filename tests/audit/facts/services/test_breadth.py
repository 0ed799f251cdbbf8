"""English pages of services that do not translate the Circular: labels and layouts as ministries of many countries print them."""

import pytest

from audit.facts.page import read_page

URL = "https://services.vi-du.example/en/service"


def read(main, title="Service", top=""):
    """Read a page whose menus and footer hold what is no part of the service."""
    html = f"""<!doctype html><html lang=en><head><title>{title}</title></head><body>
    <header><a href=/>Ministry</a><nav><ul><li><a href=/about>About us</a><li><a href=/news>News</a><li><a href=/forms>Forms</a>
    <li><a href=/faq>FAQs</a><li><a href=/contact>Contact us</a></ul></nav></header>{top}<main>{main}</main>
    <footer><h4>Contact us</h4><p>12 Harbour Road. Tel. 1800 1234</p><h4>Related links</h4><a href=/x>Parliament</a>
    <p>Last updated: 3 March 2024</p><p>© Ministry. All rights reserved.</p></footer></body></html>"""
    services = read_page(html.encode(), URL, "text/html; charset=utf-8").services
    return services.procedure if services else None


QUESTIONS = """<h1>Apply for a work permit</h1><p>Employers who want to hire a person from abroad need a work permit before that person starts.</p>
<h2>Who can apply?</h2><p>The employer, or an agent whom the employer has authorised.</p>
<h2>What documents do I need?</h2><ul><li>Passport of the worker<li>Employment contract<li>Degree or proof of skills</ul>
<h2>How long does it take?</h2><p>Usually five working days after all documents have reached us.</p>
<h2>How much does it cost?</h2><p>The permit costs 120 dollars for each year.</p>
<h2>Where do I apply?</h2><p>At the service centre of the district where the employer is registered, or on this portal.</p>
<h2>What will I get?</h2><p>A card with the permit, valid for two years.</p>
<h2>Which laws apply?</h2><p>Employment of Foreign Workers Act, sections 5 to 12.</p>
<h2>Related services</h2><ul><li><a href=/r>Renewal of a work permit</a></ul><h2>Contact us</h2><p>permits@labour.example</p>"""

DETAILS = """<h1>Registration of a trade mark</h1>
<details open><summary>About this service</summary><p>Register the sign under which you sell goods or services, so that nobody else may use it.</p></details>
<details><summary>Who should apply</summary><p>Anyone who uses the sign in trade, or means to.</p></details>
<details><summary>Documents you need to provide</summary><ul><li>A picture of the sign<li>List of goods and services<li>Power of attorney, if you use an agent</ul></details>
<details><summary>How much it costs</summary><p>1,000,000 for one class of goods, 600,000 for each further class.</p></details>
<details><summary>Processing times</summary><p>Nine months from the day of publication.</p></details>
<details><summary>Step-by-step</summary><p>Search the register first. File the application. Answer the examiner within two months.</p></details>
<details><summary>How you receive the certificate</summary><p>We send it by registered post, or you collect it at our counter.</p></details>
<details><summary>Legislation</summary><p>Intellectual Property Act, as amended.</p></details>"""

CARD = """<div class=service-card><h1>Issue of a food establishment licence</h1><table class=table>
<tr><th>Service Description<td>This service lets owners of restaurants and shops obtain the licence without which food must not be sold.
<tr><th>Target Audience<td>Owners of restaurants, shops and canteens
<tr><th>Service Procedures<td>Sign in, complete the application, pay, and wait for the inspector.
<tr><th>Required Documents<td>Lease of the premises, health certificates of staff, floor plan
<tr><th>Service Fees<td>300 dirhams
<tr><th>Service Channels<td>Website, mobile application, customer centres
<tr><th>Time to Complete<td>Three working days
<tr><th>Service Provider<td>Food Safety Authority
<tr><th>Terms and Conditions<td>Staff must hold valid health certificates.
<tr><th>Service Output<td>Food establishment licence
<tr><th>Service Code<td>FSA-102<tr><th>Service Category<td>Food safety<tr><th>Languages<td>English</table></div>"""

CHARTER = """<h1>Issuance of business permit</h1><p>The permit is required from every person who runs a business within the municipality.</p>
<table><tr><td><b>Office or Division:</b><td>Business Permits and Licensing Office<tr><td><b>Classification:</b><td>Simple
<tr><td><b>Type of Transaction:</b><td>Government to Business<tr><td><b>Who may avail:</b><td>All owners of businesses in the municipality</table>
<table><tr><th>CHECKLIST OF REQUIREMENTS<th>WHERE TO SECURE<tr><td>Barangay clearance (1 original)<td>Barangay hall<tr><td>Lease contract (1 copy)<td>Applicant</table>
<table><tr><th>CLIENT STEPS<th>AGENCY ACTIONS<th>FEES TO BE PAID<th>PROCESSING TIME<th>PERSON RESPONSIBLE
<tr><td>1. Submit the filled form<td>Check the form<td>None<td>10 minutes<td>Licensing officer<tr><td>2. Pay the fee<td>Issue receipt<td>500.00<td>5 minutes<td>Cashier</table>"""

TERMS = """<div class=content><h1>Dealer's licence for second-hand vehicles</h1><dl>
<dt>Purpose of the licence<dd>Whoever buys and sells used vehicles as a trade needs this licence.
<dt>Who is eligible<dd>Companies registered in the country with a showroom of their own
<dt>Supporting documents<dd>Company profile, tenancy agreement, bank statement
<dt>Processing time<dd>14 working days<dt>Application fee<dd>S$ 40, not refundable<dt>Mode of application<dd>Through the licensing portal only
<dt>Mode of collection<dd>Download from the portal<dt>Governing Act<dd>Second-hand Goods Dealers Act
<dt>Licensing authority<dd>Police Licensing Division<dt>Validity<dd>One year</dl></div>"""

BOLD = """<h2>Permit to import live animals</h2><p>A permit is needed for each consignment of live animals that enters the country.</p>
<p><strong>Who needs this permit</strong></p><p>Importers, breeders and owners of pets.</p>
<p><strong>Application procedure</strong></p><p>Fill in the form, attach the health certificate and send both to the veterinary office.</p>
<p><strong>Documents to be attached</strong></p><p>Health certificate, vaccination record, airway bill.</p>
<p><strong>Service charge</strong></p><p>RM 15 for each permit.</p><p><strong>Client charter</strong></p><p>The permit is issued within three working days.</p>
<p><strong>Responsible division</strong></p><p>Import and Export Control Division.</p><p><strong>Date of input: 02/07/2023 | Last updated: 11/01/2024</strong></p>"""

BOXES = """<h1>Application for a criminal record certificate</h1><div class=grid>
<div class=item><div class=k>Price</div><div class=v>1,200 RWF</div></div><div class=item><div class=k>Provided by</div><div class=v>National Prosecution Authority</div></div>
<div class=item><div class=k>Turnaround</div><div class=v>Three days</div></div><div class=item><div class=k>Prerequisites</div><div class=v>The applicant must have a phone number registered in the country.</div></div>
<div class=item><div class=k>Required attachments</div><div class=v>Copy of the passport; a photograph</div></div>
<div class=item><div class=k>What you get</div><div class=v>A digital certificate</div></div></div><a class=btn href=/apply>Apply now</a>"""

NUMBERED = """<h1>Grant of licence for private medical practice</h1>
<p><b>1. Responsible office:</b> Department of Medical Services</p><p><b>2. Who is this for:</b> Doctors who open a clinic of their own</p>
<p><b>3. What you will need:</b> Diploma, certificate of practice, list of equipment</p><p><b>4. How to apply:</b> Online, or at the counter of the department</p>
<p><b>5. When will I get a decision:</b> Within twenty days</p><p><b>6. Cost:</b> 4,300,000</p><p><b>7. Outcome:</b> Licence</p>
<p><b>8. Relevant legislation:</b> Law on examination and treatment</p>"""

TABS = """<h1>Incorporate a private limited company</h1><ul class="nav nav-tabs"><li><a href="#o">Overview</a><li><a href="#e">Eligibility</a>
<li><a href="#d">Checklist</a><li><a href="#f">Fees and charges</a><li><a href="#t">Timeline</a><li><a href="#p">Process</a></ul><div>
<div id=o><p>Set up a company with up to fifty members whose liability is limited to what they put in.</p></div>
<div id=e><p>At least one director must be a resident of the country.</p></div><div id=d><ul><li>Constitution of the company<li>Consent of directors</ul></div>
<div id=f><p>15 dollars for the name and 300 for the company.</p></div><div id=t><p>One day, unless another agency has to agree.</p></div>
<div id=p><ol><li>Reserve the name<li>Lodge the application<li>Receive the notice by e-mail</ol></div></div>"""

PATENT = """<h1>Filing a patent application</h1><p>A patent protects an invention for twenty years from the day of filing.</p>
<h3>Who may file</h3><p>The inventor or whoever has the right from the inventor.</p><h3>What to file</h3><p>Request, description, claims, drawings and an abstract.</p>
<h3>Where to file</h3><p>At the head office or at one of the two branch offices.</p><h3>Filing and examination fees</h3><p>150,000 for filing and 720,000 for examination.</p>
<h3>How long the procedure takes</h3><p>Eighteen months for examination as to substance.</p><h3>Legal provisions</h3><p>Part Three of the Act and its Rules.</p>"""

RIVER = """<h1>Exchange of a foreign driving licence</h1><p>You can exchange the licence of your country when you live here for more than three months.</p>
<h2>Conditions you must meet</h2><p>Your licence must be valid and you must hold a residence card.</p>
<h2>Papers to bring</h2><ul><li>Licence and its translation<li>Residence card<li>Two photographs</ul>
<h2>Processing and waiting time</h2><p>Five working days.</p><h2>Collection of the licence</h2><p>In person at the counter, or by courier at your cost.</p>
<h2>Competent office</h2><p>Transport Department of the province where you live.</p><h2>More information</h2><p>See the page of the police.</p>"""

BREAKS = """<div class=detail><h3>Marriage registration with a foreign national</h3>
<b>Service overview</b><br>This service registers the marriage of a citizen with a person from another country.<br>
<b>Eligible persons</b><br>Couples of whom one lives in the district.<br><b>Documentation required</b><br>Passports, certificates of marital status, health certificates.<br>
<b>Procedure to follow</b><br>Both must come to the office together and sign the register.<br><b>Statutory time limit</b><br>Fifteen days.<br>
<b>Charges payable</b><br>1,000,000 dong.<br><b>Certificate issued</b><br>Marriage certificate.<br><b>Statutory basis</b><br>Law on Civil Status, articles 37 and 38.</div>"""

VIETNAM = """<div class=tthc><p class=title>Issuance of certificate of free sale for exported goods</p>
<p>1. Procedures for implementation</p><p>Traders send the dossier to the agency, which examines it and replies in writing.</p>
<p>2. Forms of implementation</p><p>Through the online public service portal.</p><p>3. Dossier</p><p>Written request, list of establishments, standards applied.</p>
<p>4. Number of dossier sets</p><p>01 set.</p><p>5. Time of processing</p><p>Three working days from the receipt of a valid dossier.</p>
<p>6. Object to perform</p><p>Exporters of goods.</p><p>7. The agency that settles the procedure</p><p>Agency of Foreign Trade.</p>
<p>8. Results of administrative procedures</p><p>Certificate of free sale.</p><p>9. Fees, charges (if any)</p><p>None.</p>
<p>10. Requirements and conditions for the procedure (if any)</p><p>Goods must have announced standards.</p>
<p>11. The legal basis of administrative procedure</p><p>Decree on foreign trade management.</p></div>"""

REQUIREMENTS = """<h1>Import permit for cosmetics</h1><p>Importers need this permit before each new product is placed on the market.</p>
<h2>Requirements</h2><ol><li>Application form<li>Certificate of free sale<li>Copy of the business licence</ol>
<h2>Procedure</h2><p>Upload the documents, pay, and wait for the letter of the authority.</p><h2>Fees</h2><p>50 dollars</p><h2>Time frame</h2><p>Ten days</p>"""

STANDARD = """<h1>Benefit for parents of a new child</h1><p>The benefit is paid to one parent for up to twelve months after the birth of a child.</p>
<h2>Am I eligible?</h2><p>You are when you have paid contributions for six months in the last year.</p><h2>What evidence do I need?</h2><p>Birth certificate and your account number.</p>
<h2>How do I claim?</h2><p>On this portal or at an office of the fund.</p><h2>When will I be paid?</h2><p>Within ten days after your claim is complete.</p>
<h2>How much will I get?</h2><p>All of your average wage.</p><h2>Service standard</h2><p>Nine of ten claims are settled within ten days.</p>"""

PAGES = {
    "questions": (
        QUESTIONS,
        {"who", "components", "time_limit", "conditions", "channels", "result", "legal_basis"},
    ),
    "details": (
        DETAILS,
        {"who", "components", "conditions", "time_limit", "steps", "channels", "legal_basis"},
    ),
    "card": (
        CARD,
        {"who", "steps", "components", "conditions", "channels", "time_limit", "agency", "result"},
    ),
    "charter": (CHARTER, {"agency", "who", "components", "steps", "conditions", "time_limit"}),
    "terms": (
        TERMS,
        {
            "who",
            "components",
            "time_limit",
            "conditions",
            "manner",
            "channels",
            "legal_basis",
            "agency",
        },
    ),
    "bold": (BOLD, {"who", "steps", "components", "conditions", "time_limit", "agency"}),
    "boxes": (BOXES, {"conditions", "agency", "time_limit", "components", "result"}),
    "numbered": (
        NUMBERED,
        {
            "agency",
            "who",
            "components",
            "manner",
            "time_limit",
            "conditions",
            "result",
            "legal_basis",
        },
    ),
    "tabs": (TABS, {"who", "components", "conditions", "time_limit", "steps"}),
    "patent": (PATENT, {"who", "components", "channels", "conditions", "time_limit", "legal_basis"}),
    "river": (RIVER, {"conditions", "components", "time_limit", "channels", "agency"}),
    "breaks": (
        BREAKS,
        {"who", "components", "steps", "time_limit", "conditions", "result", "legal_basis"},
    ),
    "vietnam": (
        VIETNAM,
        {
            "steps",
            "manner",
            "components",
            "time_limit",
            "who",
            "agency",
            "result",
            "conditions",
            "legal_basis",
        },
    ),
    "requirements": (REQUIREMENTS, {"components", "steps", "conditions", "time_limit"}),
    "standard": (STANDARD, {"who", "components", "manner", "time_limit", "result"}),
}


@pytest.mark.parametrize("page", PAGES)
def test_reads_the_points_of_english_pages(page):
    html, points = PAGES[page]
    found = read(html)
    assert found is not None
    assert {one.field.value for one in found.fields} - {"name"} == points
    assert {one.language for one in found.fields} == {"en"}


@pytest.mark.parametrize("page", ["questions", "details", "card", "terms", "tabs", "breaks", "standard"])
def test_reads_the_summary_of_english_pages(page):
    found = read(PAGES[page][0])
    assert found is not None
    assert found.summary.count(" ") > 8
    assert found.summary_language == "en"


NO_SERVICES = {
    "news": """<h1>New rules for work permits take effect in July</h1><p>3 March 2024</p><h2>What you need to know</h2><p>The cabinet agreed on new rules.</p>
    <h2>Timeline</h2><p>The bill was tabled in May.</p><h2>How it works</h2><p>Employers will file online.</p><h2>Related news</h2><ul><li><a href=/n1>Minister opens new centre</a></ul>""",
    "faq": """<h1>Frequently asked questions about visas</h1><h3>Who can apply?</h3><p>Any foreigner.</p><h3>What documents do I need?</h3><p>Your passport.</p>
    <h3>How long does it take?</h3><p>Three days.</p><h3>How much does it cost?</h3><p>25 dollars.</p>""",
    "act": """<h1>Immigration Act 2009</h1><h2>Part 2 Permits</h2><p>Section 5. Application for permits</p><p>An application must be in the form of the Schedule.</p>
    <p>Section 6. Fees</p><p>The Minister may prescribe fees.</p><p>Section 7. Time limits</p><p>The officer must decide within ten days.</p><p>Section 8. Conditions</p><p>A permit may be subject to conditions.</p>
    <p>Section 9. Legal basis</p><p>This Act is enacted under the Constitution.</p>""",
    "vacancy": """<h1>Vacancy: legal officer</h1><h3>Responsible unit</h3><p>Legal Division</p><h3>Requirements</h3><p>A degree in law.</p><h3>How to apply</h3><p>Send your letter.</p>
    <h3>Deadline</h3><p>1 May 2024</p><h3>Required documents</h3><p>Letter and degree.</p>""",
    "tender": """<h1>Invitation to tender for office furniture</h1><h3>Who can apply</h3><p>Companies with a licence.</p><h3>Tender fee</h3><p>100 dollars</p>
    <h3>Documents required</h3><p>Company profile, price list.</p><h3>Where to submit</h3><p>Tender box, room 5.</p><h3>Deadline</h3><p>5 June 2024</p>""",
    "project": """<h1>Rural Roads Improvement Project</h1><dl><dt>Project overview<dd>Roads in eight provinces are widened and paved.<dt>Implementing agency<dd>Ministry of Works
    <dt>Duration<dd>2019 to 2025<dt>Total cost<dd>100 million dollars<dt>Beneficiaries<dd>Farmers<dt>Expected results<dd>Shorter ways to market</dl>""",
    "event": """<h1>Conference on green investment</h1><h3>Who should attend</h3><p>Investors and officials.</p><h3>Registration fee</h3><p>200 dollars</p><h3>Agenda</h3><p>To be announced.</p>
    <h3>How to register</h3><p>By e-mail.</p><h3>Results</h3><p>Papers will be published.</p>""",
    "menu": """<h1>Visas and immigration</h1><ul><li><a href=/1>How to apply</a><li><a href=/2>Fees</a><li><a href=/3>Processing times</a><li><a href=/4>Who can apply</a>
    <li><a href=/5>Required documents</a><li><a href=/6>Forms</a></ul><p>Choose a topic to learn more about visas.</p>""",
}


@pytest.mark.parametrize("page", NO_SERVICES)
def test_takes_no_other_page_for_a_service(page):
    assert read(NO_SERVICES[page]) is None
